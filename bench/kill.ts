import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { until } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { seededRandom } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

const workers = 4
const clients = 32
/** Time that a worker is given to boot before it may be killed. */
const bootMs = 500

/** What a client saw of its request. */
interface Outcome {
  readonly status: number
  readonly body: string
}

/** Kills random workers under load and accounts for every request. */
export async function benchKill(options: BenchOptions): Promise<string> {
  const total = options.quick ? 2000 : 10_000
  const place = new Workplace()
  try {
    const log = place.path('started.log')
    const server = await startCourser(place, 'kill', { workers, script: 'bench/php/kill.php', env: { BENCH_LOG: log } })
    const murder = killAtRandom(server, options.seed)
    const outcomes = await requestAll(server, total)
    const kills = await murder.stop()
    const full = await until('a full pool', () => server.phpPids().length === workers).then(
      () => true,
      () => false,
    )
    const started = readFileSync(log, 'utf8')
      .split('\n')
      .filter((id) => id.startsWith('id='))
    return `${machineLines().join('\n')}\n- ${workers} workers, ${clients} clients, ${kills} workers killed, seed ${options.seed}\n\n${account(outcomes, started, full)}`
  } finally {
    await place.close()
  }
}

function account(outcomes: ReadonlyMap<string, Outcome | Error>, started: readonly string[], full: boolean): string {
  const startedOnce = new Set(started)
  const entries = [...outcomes]
  const count = (matches: (outcome: Outcome | Error, id: string) => boolean) =>
    entries.filter(([id, outcome]) => matches(outcome, id)).length
  const isOwn = (outcome: Outcome | Error, id: string) =>
    !(outcome instanceof Error) && outcome.status === 200 && outcome.body === `request ${id}`
  // The documented answer when a worker dies before the head: http.internal_error_code, no body (spec 03 §6).
  const isDocumented = (outcome: Outcome | Error) =>
    !(outcome instanceof Error) && outcome.status === 500 && outcome.body === ''
  const line = (name: string, found: number, wanted: number | string) => [
    name,
    String(found),
    String(wanted),
    wanted === '' ? '' : found === wanted ? 'reached' : 'missed',
  ]
  const rows = [
    line('requests', entries.length, ''),
    line('answered with their own answer', count(isOwn), ''),
    line('failed with the documented error', count(isDocumented), ''),
    // Killed after the receipt, before the application could write its line: a few at most, and they must not run again.
    line(
      'of these received by PHP, and not yet in the log',
      count((outcome, id) => isDocumented(outcome) && !startedOnce.has(id)),
      '',
    ),
    line(
      'anything else (wrong answer, broken or missing one)',
      count((outcome, id) => !isOwn(outcome, id) && !isDocumented(outcome)),
      0,
    ),
    line('started more than once', started.length - startedOnce.size, 0),
    line('pool full at the end', Number(full), 1),
  ]
  return table(['', 'found', 'wanted', 'verdict'], rows)
}

/** Sends all requests over kept-alive connections, each client one after the other. */
async function requestAll(server: CourserServer, total: number): Promise<ReadonlyMap<string, Outcome | Error>> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const outcomes = new Map<string, Outcome | Error>()
  let next = 0
  const client = async () => {
    while (next < total) {
      const id = `id=${next++}`
      outcomes.set(id, await ask(`${server.origin}/?${id}`, agent).catch((error: Error) => error))
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return outcomes
}

function ask(url: string, agent: Agent): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, timeout: 30_000 }, (response) => {
      response
        .setEncoding('utf8')
        .toArray()
        .then((parts) => resolve({ status: response.statusCode ?? 0, body: parts.join('') }), reject)
    })
    sent.once('timeout', () => sent.destroy(new Error('no answer within 30 s')))
    sent.once('error', reject)
    sent.end()
  })
}

/**
 * Kills a random worker every 10 to 50 ms until stopped; tells how many. Only workers that have had the time to boot are killed: a pool whose
 * workers all die while they boot has no worker for good reason, and that is another matter.
 */
function killAtRandom(server: CourserServer, seed: number): { stop(): Promise<number> } {
  const random = seededRandom(seed)
  const seenAt = new Map<number, number>()
  let kills = 0
  let stopped = false
  const loop = async () => {
    while (!stopped) {
      const now = performance.now()
      const pids = server.phpPids()
      for (const pid of pids) if (!seenAt.has(pid)) seenAt.set(pid, now)
      const booted = pids.filter((pid) => now - (seenAt.get(pid) ?? now) >= bootMs)
      const victim = booted[Math.floor(random() * booted.length)]
      if (victim !== undefined) kills += kill(victim)
      await sleep(10 + random() * 40)
    }
    return kills
  }
  const running = loop()
  return {
    stop: () => {
      stopped = true
      return running
    },
  }
}

/** 1 when it was there to be killed. */
function kill(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL')
    return 1
  } catch {
    return 0
  }
}
