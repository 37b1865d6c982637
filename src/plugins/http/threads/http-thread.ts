import type { MetricFamily } from '../../../kernel/metrics.ts'
import type { UserDefinition } from '../../../kernel/user-modules.ts'
import type { Logger } from '../../../lib/log.ts'
import type { Pool } from '../../../pool/contract.ts'
import type { Tracing } from '../../otel/contract.ts'
import { type PoolPlan, poolFamilies } from '../../server/contract.ts'
import type { ExchangeHandler } from '../contract.ts'
import { DataPlane } from '../data-plane.ts'
import { middlewareChain } from '../middleware-chain.ts'
import { Figures } from './figures.ts'
import type { ThreadCalls, ThreadSetup } from './messages.ts'
import { sectionsReader } from './sections.ts'
import { SharedWorkers } from './shared-workers.ts'

/** How often the numbers of the thread are brought up to date, milliseconds. */
const figuresMs = 100

/** What a thread is made of. */
export interface HttpThreadOptions {
  readonly setup: ThreadSetup
  readonly log: Logger
  /** Definitions that user modules brought in this thread. */
  readonly userMiddleware: readonly UserDefinition[]
  readonly tracing: Tracing | undefined
  /** Starts the pool of a plan in this thread. */
  openPool(plan: PoolPlan): Promise<Pool>
}

/** One I/O thread: a data plane with its share of the workers, and the calls that control makes. */
export class HttpThread {
  readonly #options: HttpThreadOptions
  readonly #figures: Figures
  readonly #chain: ExchangeHandler | undefined
  readonly #collectors: (() => readonly MetricFamily[])[] = []
  #pool: Pool | undefined
  #plane: DataPlane | undefined
  #shared: SharedWorkers | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(options: HttpThreadOptions) {
    const { setup, log, userMiddleware, tracing } = options
    this.#options = options
    this.#figures = new Figures(setup.figures)
    this.#chain = middlewareChain({
      ...setup.middleware,
      reader: sectionsReader(setup.sections),
      user: userMiddleware,
      log,
      tracing,
      offerMetrics: (collect) => void this.#collectors.push(collect),
    })
  }

  /** Does what control asks for. */
  async call<Name extends keyof ThreadCalls>(name: Name, argument: number | undefined): Promise<unknown> {
    const pool = this.#pool
    switch (name) {
      case 'open':
        return await this.#open()
      case 'listen':
        return await this.#plane?.start()
      case 'workers':
        return (await pool?.workers()) ?? []
      case 'addWorker':
        return await pool?.addWorker()
      case 'removeWorker':
        return await pool?.removeWorker()
      case 'reset':
        await this.#plane?.reloadCertificates()
        return await pool?.reset()
      case 'reloadCertificates':
        return await this.#plane?.reloadCertificates()
      case 'metrics':
        return [...this.#collectors.flatMap((collect) => collect()), ...poolFamilies('rr_http', pool)]
      case 'drain':
        return await this.#plane?.stop(argument ?? 0)
      case 'destroy':
        return await this.#destroy(argument ?? 0)
      default:
        throw new Error(`no such call: ${String(name)}`)
    }
  }

  async #open(): Promise<void> {
    const { setup, log } = this.#options
    const pool = await this.#options.openPool(setup.plan)
    this.#pool = pool
    this.#plane = new DataPlane({ settings: setup.settings, log, pool, chain: this.#chain })
    const { index: self, neighbours: ports } = setup
    const { lending } = pool
    if (lending !== undefined) this.#shared = new SharedWorkers({ self, pool, lending, figures: this.#figures, ports })
    this.#tell()
    this.#timer = setInterval(() => this.#tell(), figuresMs)
  }

  async #destroy(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs
    await this.#pool?.destroy(graceMs)
    await this.#options.tracing?.stop(Math.max(deadline - performance.now(), 0))
    this.#shared?.close()
    clearInterval(this.#timer)
  }

  #tell(): void {
    const { index } = this.#options.setup
    const counts = this.#pool?.countByState() ?? {}
    const ready = counts['ready'] ?? 0
    this.#figures.set(index, 'open', this.#plane?.openRequests ?? 0)
    this.#figures.set(index, 'ready', ready)
    this.#figures.set(index, 'live', ready + (counts['working'] ?? 0))
  }
}
