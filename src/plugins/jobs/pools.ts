import { addUp, type MetricFamily } from '../../kernel/metrics.ts'
import type { WorkerInfo } from '../../kernel/plugin.ts'
import { errorText } from '../../lib/op-error.ts'
import type { PoolConfig } from '../../pool/config.ts'
import type { Pool } from '../../pool/contract.ts'
import { poolFamilies, poolStatus, type Server } from '../server/contract.ts'
import type { JobsConfig } from './config.ts'
import type { Consumer } from './consumer.ts'

/** The pools of workers that run jobs: one, or several with names. Follows: spec 04 §2.1, §12 */
export class Pools {
  readonly #pools = new Map<string, Pool>()

  /** Starts them, and gives each to the consumer as soon as it is up. Raises when one does not come up. */
  async start(configs: ReadonlyMap<string, PoolConfig>, server: Server, consumer: Consumer): Promise<void> {
    for (const [name, config] of configs) {
      const pool = await server.newPool(config, { RR_MODE: 'jobs' }, { plugin: 'jobs' })
      this.#pools.set(name, pool)
      consumer.serve(name, pool)
    }
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    return (await Promise.all(this.#all.map((pool) => pool.workers()))).flat()
  }

  async addWorker(): Promise<void> {
    if (this.#pools.size === 0) throw new Error("single worker pool is not configured, can't add worker")
    await Promise.all(this.#all.map((pool) => pool.addWorker()))
  }

  async removeWorker(): Promise<void> {
    if (this.#pools.size === 0) throw new Error("single worker pool is not configured, can't remove worker")
    await Promise.all(this.#all.map((pool) => pool.removeWorker()))
  }

  /** Replaces all workers. Raises the failures of all pools, with their names. */
  async reset(): Promise<void> {
    if (this.#pools.size === 0) throw new Error('no worker pools configured')
    const failures: string[] = []
    for (const [name, pool] of this.#pools) {
      await pool.reset().catch((error: unknown) => {
        failures.push(name === '' ? errorText(error) : `failed to reset pool ${name}: ${errorText(error)}`)
      })
    }
    if (failures.length > 0) throw new Error(failures.join('\n'))
  }

  /** 200 when a worker of any pool is in one of the states, else 503. */
  status(states: readonly string[]): number {
    return poolStatus(this.#all, states)
  }

  /** What all pools have counted, added up. */
  metrics(): MetricFamily[] {
    return addUp(this.#all.flatMap((pool) => poolFamilies('rr_jobs', pool)))
  }

  async destroy(graceMs: number): Promise<void> {
    await Promise.all(this.#all.map((pool) => pool.destroy(graceMs)))
  }

  get #all(): Pool[] {
    return [...this.#pools.values()]
  }
}

/** Configurations of the pools by name; '' is that of the only one. Raises an Error when both forms are used. */
export function poolConfigs(config: JobsConfig, withDefaults: () => PoolConfig): ReadonlyMap<string, PoolConfig> {
  const named = Object.entries(config.pools)
  if (named.length === 0) return new Map([['', config.pool ?? withDefaults()]])
  if (config.pool !== undefined) throw new Error('both pool and pools options cannot be set at the same time')
  return new Map(named)
}
