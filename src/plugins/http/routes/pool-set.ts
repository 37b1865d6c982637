import type { MetricFamily } from '../../../kernel/metrics.ts'
import type { NamedPool } from '../../../kernel/plugin.ts'
import type { Pool } from '../../../pool/contract.ts'
import { poolFamilies } from '../../server/contract.ts'
import type { RoutedPool } from '../data-plane.ts'

/** A pool that is to be opened. */
export interface PoolOpener {
  /** `http`, `http:reports`. */
  readonly name: string
  /** Its workers run scripts. */
  readonly runsScripts: boolean
  /** Its processes are not ours: none are listed or replaced. */
  readonly isExternal?: boolean
  open(): Promise<Pool>
  /** Called when the pool has been destroyed. */
  close?(): Promise<void>
}

/** The pools of a data plane, the first of them for every request that no route takes. */
export class PoolSet {
  readonly #openers: readonly PoolOpener[]
  readonly #pools = new Map<string, Pool>()

  constructor(openers: readonly PoolOpener[]) {
    this.#openers = openers
  }

  /** Opens all. Rejects when one does not come up; what is open then is destroyed by `destroy`. */
  async open(): Promise<void> {
    const opened = await Promise.allSettled(
      this.#openers.map(async (opener) => this.#pools.set(opener.name, await opener.open())),
    )
    const failed = opened.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** The first, once it is open. */
  get opened(): Pool | undefined {
    return this.#pools.get(this.#openers[0]?.name ?? '')
  }

  /** A pool that is open, the first one unless named. */
  get(name = this.#openers[0]?.name ?? ''): RoutedPool {
    const pool = this.#pools.get(name)
    if (pool === undefined) throw new Error(`The pool ${name} is not open`)
    return { name, pool, runsScripts: this.#openers.some((one) => one.name === name && one.runsScripts) }
  }

  /** What is counted of each pool: `rr_http_…`, `rr_http_reports_…`. */
  families(): MetricFamily[] {
    return Array.from(this.#pools, ([name, pool]) => poolFamilies(`rr_${name.replace(':', '_')}`, pool)).flat()
  }

  /** All but the first, as they are managed. */
  named(): NamedPool[] {
    const named = this.#openers.slice(1).filter(({ isExternal }) => isExternal !== true)
    return named.map(({ name }) => ({
      name,
      workers: async () => (await this.#pools.get(name)?.workers()) ?? [],
      addWorker: async () => await this.#pools.get(name)?.addWorker(),
      removeWorker: async () => await this.#pools.get(name)?.removeWorker(),
      reset: async () => await this.#pools.get(name)?.reset(),
    }))
  }

  /** Replaces the workers of all pools; waits for all, then rejects with the first failure. */
  async reset(): Promise<void> {
    const results = await Promise.allSettled(Array.from(this.#pools.values(), (pool) => pool.reset()))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  async destroy(graceMs: number): Promise<void> {
    await Promise.all(Array.from(this.#pools.values(), (pool) => pool.destroy(graceMs)))
    await Promise.all(this.#openers.map(async (opener) => await opener.close?.()))
  }
}
