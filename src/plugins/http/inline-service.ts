import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Logger } from '../../lib/log.ts'
import type { WorkerInfo } from '../../lib/worker-info.ts'
import type { Pool } from '../../pool/contract.ts'
import type { ExchangeHandler } from './contract.ts'
import { poolFamilies } from '../server/contract.ts'
import { DataPlane } from './data-plane.ts'
import type { HttpService } from './service.ts'
import type { DataPlaneSettings } from './settings.ts'

/** What serves in the main thread is made of. */
export interface InlineServiceOptions {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  readonly chain: ExchangeHandler | undefined
  /** What the middleware counts. */
  readonly metrics: () => readonly MetricFamily[]
  openPool(): Promise<Pool>
}

/** Serves in the main thread: fastest where PHP needs the cores. */
export class InlineService implements HttpService {
  readonly #options: InlineServiceOptions
  #pool: Pool | undefined
  #plane: DataPlane | undefined

  constructor(options: InlineServiceOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { settings, log, chain } = this.#options
    const pool = await this.#options.openPool()
    this.#pool = pool
    this.#plane = new DataPlane({ settings, log, pool, chain })
    await this.#plane.start()
  }

  async stop(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs
    await this.#plane?.stop(graceMs)
    await this.#pool?.destroy(Math.max(0, deadline - performance.now()))
  }

  get openRequests(): number {
    return this.#plane?.openRequests ?? 0
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    return (await this.#pool?.workers()) ?? []
  }

  countByState(): Readonly<Record<string, number>> {
    return this.#pool?.countByState() ?? {}
  }

  async addWorker(): Promise<void> {
    await this.#pool?.addWorker()
  }

  async removeWorker(): Promise<void> {
    await this.#pool?.removeWorker()
  }

  async reset(): Promise<void> {
    await this.#plane?.reloadCertificates()
    await this.#pool?.reset()
  }

  metrics(): readonly MetricFamily[] {
    return [...this.#options.metrics(), ...poolFamilies('rr_http', this.#pool)]
  }
}
