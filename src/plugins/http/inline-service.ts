import type { MetricFamily } from '../../kernel/metrics.ts'
import type { NamedPool } from '../../kernel/plugin.ts'
import type { Logger } from '../../lib/log.ts'
import type { WorkerInfo } from '../../lib/worker-info.ts'
import type { ExchangeHandler } from './contract.ts'
import { DataPlane } from './data-plane.ts'
import { type PoolOpener, PoolSet } from './routes/pool-set.ts'
import type { Route } from './routes/route-table.ts'
import type { HttpService } from './service.ts'
import type { DataPlaneSettings } from './settings.ts'

/** What serves in the main thread is made of. */
export interface InlineServiceOptions {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  readonly chain: ExchangeHandler | undefined
  /** What the middleware counts. */
  readonly metrics: () => readonly MetricFamily[]
  /** The first is for every request that no route takes. */
  readonly pools: readonly PoolOpener[]
  /** Requests for other pools, by their names; absent: there are none. */
  readonly routes?: readonly Route<string>[] | undefined
}

/** Serves in the main thread: fastest where PHP needs the cores. */
export class InlineService implements HttpService {
  readonly #options: InlineServiceOptions
  readonly #pools: PoolSet
  #plane: DataPlane | undefined

  constructor(options: InlineServiceOptions) {
    this.#options = options
    this.#pools = new PoolSet(options.pools)
  }

  async start(): Promise<void> {
    const { settings, log, chain, routes } = this.#options
    await this.#pools.open()
    const { pool, runsScripts } = this.#pools.get()
    const routed = routes?.map(({ match, to }) => ({ match, to: this.#pools.get(to) }))
    this.#plane = new DataPlane({ settings, log, pool, runsScripts, routes: routed, chain })
    await this.#plane.start()
  }

  async stop(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs
    await this.#plane?.stop(graceMs)
    await this.#pools.destroy(Math.max(0, deadline - performance.now()))
  }

  get openRequests(): number {
    return this.#plane?.openRequests ?? 0
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    return (await this.#pools.opened?.workers()) ?? []
  }

  countByState(): Readonly<Record<string, number>> {
    return this.#pools.opened?.countByState() ?? {}
  }

  pools(): readonly NamedPool[] {
    return this.#pools.named()
  }

  async addWorker(): Promise<void> {
    await this.#pools.opened?.addWorker()
  }

  async removeWorker(): Promise<void> {
    await this.#pools.opened?.removeWorker()
  }

  async reset(): Promise<void> {
    await this.#plane?.reloadCertificates()
    await this.#pools.reset()
  }

  async reloadCertificates(): Promise<void> {
    await this.#plane?.reloadCertificates()
  }

  metrics(): readonly MetricFamily[] {
    return [...this.#options.metrics(), ...this.#pools.families()]
  }
}
