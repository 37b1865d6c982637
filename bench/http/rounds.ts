import { sharePriority } from '../lib/priority.ts'
import { cpuMicros } from '../lib/processes.ts'
import { median, seededRandom, shuffled } from '../lib/statistics.ts'
import { runWrk } from '../lib/wrk.ts'
import type { Case } from './cases.ts'

/** Connections of the load generator. */
export const connections = 32

/** What the rounds of one case saw, a value per round in each list. */
export interface Measured {
  readonly perSecond: number[]
  readonly p50Micros: number[]
  readonly p99Micros: number[]
  /** CPU per request, microseconds. */
  readonly serverMicros: number[]
  readonly phpMicros: number[]
  failures: number
}

/** Measures every case once per round, in an order shuffled anew for each. */
export async function runRounds(
  cases: readonly Case[],
  options: { readonly rounds: number; readonly seconds: number; readonly seed: number },
  onRound: (round: number) => void,
): Promise<ReadonlyMap<Case, Measured>> {
  const results = new Map<Case, Measured>(cases.map((one) => [one, empty()]))
  const random = seededRandom(options.seed)
  for (const one of cases) await runWrk(one.url, connections, 1) // warms up: compiled code, caches, connections
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of shuffled(cases, random)) await measure(one, options.seconds, results.get(one) ?? empty())
    onRound(round)
  }
  return results
}

/** What the load generator reaches against a server without PHP. */
export async function generatorLimit(url: string): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 3; round++) rounds.push((await runWrk(url, connections, 1)).perSecond)
  return median(rounds)
}

async function measure(one: Case, seconds: number, into: Measured): Promise<void> {
  const server = one.server.serverPids()
  const php = one.server.phpPids()
  sharePriority([...server, ...php])
  const before = { server: cpuMicros(server), php: cpuMicros(php) }
  const load = await runWrk(one.url, connections, seconds)
  into.serverMicros.push((cpuMicros(server) - before.server) / load.requests)
  into.phpMicros.push((cpuMicros(php) - before.php) / load.requests)
  into.perSecond.push(load.perSecond)
  into.p50Micros.push(load.p50Micros)
  into.p99Micros.push(load.p99Micros)
  into.failures += load.failures
}

function empty(): Measured {
  return { perSecond: [], p50Micros: [], p99Micros: [], serverMicros: [], phpMicros: [], failures: 0 }
}
