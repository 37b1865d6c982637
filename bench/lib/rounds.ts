import type { BenchServer } from '../servers/server.ts'
import { sharePriority } from './priority.ts'
import { cpuMicros } from './processes.ts'
import { median, seededRandom, shuffled } from './statistics.ts'
import { type Load, runWrk } from './wrk.ts'

/** Connections of the load generator, where a bench does not say otherwise. */
export const connections = 32

/** One thing that a round measures. */
export interface Subject {
  readonly url: string
  readonly server: BenchServer
  /** The load, where it is not that of wrk over `connections`. */
  readonly load?: (seconds: number) => Promise<Load>
}

/** What the rounds of one subject saw, a value per round in each list. */
export interface Measured {
  readonly perSecond: number[]
  readonly p50Micros: number[]
  readonly p99Micros: number[]
  /** CPU per request, microseconds. */
  readonly serverMicros: number[]
  readonly phpMicros: number[]
  failures: number
}

/** Measures every subject once per round, in an order shuffled anew for each. */
export async function runRounds<T extends Subject>(
  subjects: readonly T[],
  options: { readonly rounds: number; readonly seconds: number; readonly seed: number },
  onRound: (round: number) => void = () => {},
): Promise<ReadonlyMap<T, Measured>> {
  const results = new Map<T, Measured>(subjects.map((one) => [one, empty()]))
  const random = seededRandom(options.seed)
  for (const one of subjects) await loadOf(one, 1) // warms up: compiled code, caches, connections
  for (let round = 1; round <= options.rounds; round++) {
    for (const one of shuffled(subjects, random)) await measure(one, options.seconds, results.get(one) ?? empty())
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

async function measure(one: Subject, seconds: number, into: Measured): Promise<void> {
  const server = one.server.serverPids()
  const php = one.server.phpPids()
  sharePriority([...server, ...php])
  const before = { server: cpuMicros(server), php: cpuMicros(php) }
  const load = await loadOf(one, seconds)
  into.serverMicros.push((cpuMicros(server) - before.server) / load.requests)
  into.phpMicros.push((cpuMicros(php) - before.php) / load.requests)
  into.perSecond.push(load.perSecond)
  into.p50Micros.push(load.p50Micros)
  into.p99Micros.push(load.p99Micros)
  into.failures += load.failures
}

function loadOf(one: Subject, seconds: number): Promise<Load> {
  return one.load?.(seconds) ?? runWrk(one.url, connections, seconds)
}

function empty(): Measured {
  return { perSecond: [], p50Micros: [], p99Micros: [], serverMicros: [], phpMicros: [], failures: 0 }
}
