import { defineToken } from '../../kernel/plugin.ts'
import type { PoolConfig } from '../../pool/config.ts'
import type { Pool } from '../../pool/contract.ts'
import type { WarmupRequest } from '../../pool/warmup.ts'
import type { Connect } from './launcher.ts'
import type { PoolPlan } from './pool-plan.ts'
import type { KeptProcess } from './process-ledger.ts'

export { poolFamilies } from './pool-families.ts'
export type { PoolPlan } from './pool-plan.ts'
export { poolStatus } from './pool-status.ts'

/** How a pool differs from others. */
export interface NewPoolOptions {
  /** Whose it is; `RR_MODE` unless given. */
  readonly plugin?: string
  /** Where it is configured; `<plugin>.pool` unless given. */
  readonly section?: string
  /** Where its command is configured; `<section>.command` unless given. */
  readonly commandPath?: string
  /** What each worker must answer before it takes other requests. */
  readonly warmup?: readonly WarmupRequest[]
  /** Another way to start a worker and reach it than pipes or `server.relay`. */
  readonly connect?: Connect
}

/** What the `server` section gives to plugins with workers. */
export interface Server {
  /**
   * Starts a pool: resolves when all its workers are up. `env` is added to each worker's environment (`RR_MODE` by convention).
   * Raises OpError `static_pool_allocate_workers` when a worker does not start (spec 01 §4.2).
   */
  newPool(config: PoolConfig, env: Readonly<Record<string, string>>, options?: NewPoolOptions): Promise<Pool>
  /** What such a pool would be started from, for one that is opened in another thread (`openPlanned`). */
  planPool(
    config: PoolConfig,
    env: Readonly<Record<string, string>>,
    options?: Pick<NewPoolOptions, 'plugin' | 'section' | 'commandPath'>,
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
