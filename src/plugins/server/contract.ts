import { defineToken } from '../../kernel/plugin.ts'
import type { PoolConfig } from '../../pool/config.ts'
import type { Pool } from '../../pool/contract.ts'
import type { WarmupRequest } from '../../pool/warmup.ts'
import type { PoolPlan } from './pool-plan.ts'
import type { KeptProcess } from './process-ledger.ts'

export { poolFamilies } from './pool-families.ts'
export type { PoolPlan } from './pool-plan.ts'

/** What the `server` section gives to plugins with workers. */
export interface Server {
  /**
   * Starts a pool: resolves when all its workers are up. `env` is added to each worker's environment (`RR_MODE` by convention).
   * Raises OpError `static_pool_allocate_workers` when a worker does not start (spec 01 §4.2). `warmup`: what each worker must answer first.
   * `section`: where the pool is configured, `<plugin>.pool` unless given.
   */
  newPool(
    config: PoolConfig,
    env: Readonly<Record<string, string>>,
    options?: { readonly plugin?: string; readonly section?: string; readonly warmup?: readonly WarmupRequest[] },
  ): Promise<Pool>
  /** What such a pool would be started from, for one that is opened in another thread (`openPlanned`). */
  planPool(
    config: PoolConfig,
    env: Readonly<Record<string, string>>,
    options?: { readonly plugin?: string; readonly section?: string },
  ): PoolPlan
  /** Takes on a process that another thread has started: it is killed when the server ends before it. */
  keepProcess(process: KeptProcess): void
  /** Workers can be started in other threads: they speak over pipes, not over the one socket of `server.relay`. */
  readonly startsInThreads: boolean
  /** Ids of `server.user`, 0 when unset; spec 01 §6.4. */
  readonly uid: number
  readonly gid: number
}

/** What the `server` plugin offers. */
export const serverToken = defineToken<Server>('server')
