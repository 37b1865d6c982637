import { defineToken } from '../../kernel/plugin.ts'
import type { PoolConfig } from '../../pool/config.ts'
import type { Pool } from '../../pool/contract.ts'

/** What the `server` section gives to plugins with workers. */
export interface Server {
  /**
   * Starts a pool: resolves when all its workers are up. `env` is added to each worker's environment (`RR_MODE` by convention).
   * Raises OpError `static_pool_allocate_workers` when a worker does not start (spec 01 §4.2).
   */
  newPool(
    config: PoolConfig,
    env: Readonly<Record<string, string>>,
    options?: { readonly plugin?: string },
  ): Promise<Pool>
  /** Ids of `server.user`, 0 when unset; spec 01 §6.4. */
  readonly uid: number
  readonly gid: number
}

/** What the `server` plugin offers. */
export const serverToken = defineToken<Server>('server')
