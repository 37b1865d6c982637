import { workerOptions } from './http/cases.ts'
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
import { startReference } from './servers/nginx-fpm.ts'
import type { BenchServer } from './servers/server.ts'

const connections = 64
/** Parts of what a server can do at most. */
const loads = [0.5, 0.8] as const

interface Subject {
  readonly name: string
  readonly server: BenchServer
  readonly saturation: number
}

/** Latency at a constant rate, half and four fifths of what each server reaches at most: Courser, and nginx + php-fpm. */
export async function benchLatency(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk', 'nginx', 'php-fpm', 'gcc'])
  const place = new Workplace()
  try {
    const subjects = await startSubjects(place, options)
    const results = new Map<string, OpenLoopResult[]>()
    const random = seededRandom(options.seed)
    const cases = subjects.flatMap((subject) => loads.map((part) => ({ subject, part })))
    for (let round = 0; round < options.rounds; round++) {
      for (const { subject, part } of shuffled(cases, random)) {
        const rate = Math.round(subject.saturation * part)
        const load = { rate, seconds: options.seconds, connections }
        const result = await runOpenLoop(place, `${subject.server.origin}/`, load)
        const key = `${subject.name}|${part}`
        results.set(key, [...(results.get(key) ?? []), result])
      }
    }
    const rows = cases.map(({ subject, part }) => row(subject, part, results.get(`${subject.name}|${part}`) ?? []))
    const notes = `- hello, 2 workers; constant rate over ${connections} connections, ${options.rounds} rounds of ${options.seconds} s in shuffled order; medians; latency from the moment a request was due`
    const head = ['', 'load', 'requests/s', 'p50 ms', 'p99 ms', 'p99.9 ms', 'failed', 'generator late ms']
    return `${machineLines().join('\n')}\n${notes}\n\n${table(head, rows)}`
  } finally {
    await place.close()
  }
}

async function startSubjects(place: Workplace, options: BenchOptions): Promise<readonly Subject[]> {
  const reference = await startReference(place, [2], Buffer.alloc(0))
  const servers = [
    { name: 'courser', server: await startCourser(place, 'latency', { workers: 2, ...workerOptions(options) }) },
    { name: 'nginx + php-fpm', server: reference.byWorkers.get(2) as BenchServer },
  ]
  const subjects: Subject[] = []
  for (const { name, server } of servers) {
    sharePriority([...server.serverPids(), ...server.phpPids()])
    const rounds: number[] = []
    for (let round = 0; round < 4; round++) rounds.push((await runWrk(`${server.origin}/`, connections, 1)).perSecond)
    subjects.push({ name, server, saturation: median(rounds.slice(1)) })
  }
  return subjects
}

function row({ name, saturation }: Subject, part: number, found: readonly OpenLoopResult[]): readonly string[] {
  const of = (figure: keyof OpenLoopResult): number => median(found.map((result) => result[figure]))
  const missing = found.reduce((sum, { failed, lost }) => sum + failed + lost, 0)
  const times = (['p50Micros', 'p99Micros', 'p999Micros'] as const).map((figure) => milliseconds(of(figure)))
  const rate = `${of('perSecond').toFixed(0)} of ${saturation.toFixed(0)}`
  return [name, `${part * 100} %`, rate, ...times, String(missing), milliseconds(of('lateMaxMicros'))]
}
