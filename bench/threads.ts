import { machineLines } from './lib/machine.ts'
import { type OpenLoopResult, runOpenLoop } from './lib/open-loop.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { sharePriority } from './lib/priority.ts'
import { milliseconds, table } from './lib/results.ts'
import { median, seededRandom, shuffled } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'
import { runWrk } from './lib/wrk.ts'
import { startCourser } from './servers/courser.ts'
import type { BenchServer } from './servers/server.ts'

const workers = 2
const threads = [1, 2] as const
const connections = 32
/** Light enough for the one worker that is not held. */
const light = { rate: 300, connections: 16 }

interface Subject {
  readonly threads: number
  readonly server: BenchServer
  readonly perSecond: number[]
}

/** One and two I/O threads with the same workers: requests per second, and what requests wait while one of two workers is held. */
export async function benchThreads(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk', 'gcc'])
  const place = new Workplace()
  try {
    const subjects = await startSubjects(place)
    const random = seededRandom(options.seed)
    for (let round = 0; round < options.rounds; round++) {
      for (const { server, perSecond } of shuffled(subjects, random)) {
        perSecond.push((await runWrk(`${server.origin}/`, connections, options.seconds)).perSecond)
      }
    }
    const rows: (readonly string[])[] = []
    for (const subject of subjects) rows.push(row(subject, await besideHeld(place, subject, options.quick ? 3 : 10)))
    const notes = [
      `- ${workers} workers, ${connections} connections, ${options.rounds} rounds of ${options.seconds} s in shuffled order: median requests/s`,
      `- held: one connection asks for 50 ms of waiting again and again, so that one worker is always busy; ${light.rate} requests/s beside it, in milliseconds`,
    ]
    const heads = ['I/O threads', 'requests/s', 'p50 beside held', 'p99 beside held', 'worst', 'failed']
    return `${machineLines().join('\n')}\n${notes.join('\n')}\n\n${table(heads, rows)}`
  } finally {
    await place.close()
  }
}

async function startSubjects(place: Workplace): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (const count of threads) {
    const server = await startCourser(place, `threads-${count}`, {
      workers,
      script: 'bench/php/mixed.php',
      http: [`threads: ${count}`],
    })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    subjects.push({ threads: count, server, perSecond: [] })
  }
  return subjects
}

async function besideHeld(place: Workplace, { server }: Subject, seconds: number): Promise<OpenLoopResult> {
  const held = runWrk(`${server.origin}/slow`, 1, seconds + 1)
  const beside = await runOpenLoop(place, `${server.origin}/`, { ...light, seconds })
  await held
  return beside
}

function row({ threads: count, perSecond }: Subject, beside: OpenLoopResult): readonly string[] {
  const times = [beside.p50Micros, beside.p99Micros, beside.maxMicros].map(milliseconds)
  return [String(count), median(perSecond).toFixed(0), ...times, String(beside.failed + beside.lost)]
}
