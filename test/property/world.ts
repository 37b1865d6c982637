import type { MessagePort } from 'node:worker_threads'
import type { Launch } from '../../src/pool/launch.ts'
import type { Scenario } from './scenario.ts'

/** Where the workers of a run live: real PHP processes, or a model of them in this one. */
export interface World {
  readonly launch: Launch
  /** The processes that were started and have not been reaped. */
  readonly alive: readonly { readonly pid: number; kill(): void }[]
  /** How many were started. */
  readonly started: number
  /** A line per start of a request: `<id> <pid>`. */
  starts(): readonly string[]
  /** A way between two threads. */
  channel(): readonly [MessagePort, MessagePort]
  /** Looks in a row at which a request may wait in one thread while a worker is idle in another: as long as their messages take. */
  readonly unfairLooks: number
  /** Lets the loop turn once. */
  turn(): Promise<void>
  /** Lets time pass until that is so; false when it is not within the limit. */
  until(condition: () => boolean): Promise<boolean>
  close(): void
}

/** Opens the world of one run. `say` takes what workers write to standard error. */
export type OpenWorld = (scenario: Scenario, seed: number, say: (text: string) => void) => Promise<World>
