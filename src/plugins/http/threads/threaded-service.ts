import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { ConfigReader } from '../../../kernel/config-reader.ts'
import { addUp, type MetricFamily } from '../../../kernel/metrics.ts'
import { RRError } from '../../../lib/errors.ts'
import { type Logger, type LogLevel, logLevels } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import type { WorkerInfo } from '../../../lib/worker-info.ts'
import type { TracingSettings } from '../../otel/contract.ts'
import type { PoolPlan, Server } from '../../server/contract.ts'
import type { HttpService } from '../service.ts'
import type { DataPlaneSettings } from '../settings.ts'
import { shareOf } from './division.ts'
import { Figures } from './figures.ts'
import type { LogRecord, ThreadSetup } from './messages.ts'
import { unpackFields } from './packed-fields.ts'
import { takeSections } from './sections.ts'
import { ThreadLink } from './thread-link.ts'

/** What the threads are started from. */
export interface ThreadedServiceOptions {
  readonly threads: number
  /** The whole pool, of which each thread has a share. */
  readonly plan: PoolPlan
  readonly settings: DataPlaneSettings
  readonly middleware: ThreadSetup['middleware']
  readonly reader: ConfigReader
  /** Sections that middleware and user modules read. */
  readonly sections: readonly string[]
  /** Present: threads trace, each for itself. */
  readonly tracing?: TracingSettings | undefined
  readonly logger: (channel: string) => Logger
  readonly keepProcess: Server['keepProcess']
  /** The server must end. */
  readonly onFatal: (error: Error) => void
}

/** Channels that threads log to. */
const channels = ['http', 'server', 'otel'] as const

/** Serves in several threads that listen on one address, each with a share of the workers. Follows: design D7 */
export class ThreadedService implements HttpService {
  readonly #options: ThreadedServiceOptions
  readonly #memory: SharedArrayBuffer
  readonly #figures: Figures
  #links: readonly ThreadLink[] = []

  constructor(options: ThreadedServiceOptions) {
    this.#options = options
    this.#memory = Figures.memory(options.threads)
    this.#figures = new Figures(this.#memory)
  }

  async start(): Promise<void> {
    const ports = neighbourPorts(this.#options.threads)
    this.#links = ports.map((neighbours, index) => this.#link(index, neighbours))
    await this.#whole((link) => link.call('open'))
    await this.#whole((link) => link.call('listen'))
  }

  async stop(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs
    // Each drains before any loses its workers: requests of one may run in another.
    await this.#settle((link) => link.call('drain', graceMs))
    await this.#settle((link) => link.call('destroy', Math.max(deadline - performance.now(), 0)))
    await Promise.all(this.#links.map((link) => link.close()))
  }

  get openRequests(): number {
    return this.#sum('open')
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    return (await this.#all((link) => link.call('workers'))).flat()
  }

  countByState(): Readonly<Record<string, number>> {
    const ready = this.#sum('ready')
    return { ready, working: this.#sum('live') - ready }
  }

  pools(): [] {
    return []
  }

  async addWorker(): Promise<void> {
    const [fewest] = await this.#bySize()
    await fewest?.call('addWorker')
  }

  async removeWorker(): Promise<void> {
    const most = (await this.#bySize()).at(-1)
    await most?.call('removeWorker')
  }

  /**
   * The first thread's workers come first: when the new ones do not come up, no other thread has begun, and all go on as before. When only
   * a later thread fails, RR_HTTP_THREADS_RESET says how far it went.
   */
  async reset(): Promise<void> {
    const [first, ...others] = this.#links
    await first?.call('reset')
    const results = await Promise.allSettled(others.map((link) => link.call('reset')))
    const failed = results.filter((result) => result.status === 'rejected')
    if (failed[0] === undefined) return
    const { length: total } = this.#links
    const reason: unknown = failed[0].reason
    throw new RRError('RR_HTTP_THREADS_RESET', [total - failed.length, total, codedText(reason)], { cause: reason })
  }

  async reloadCertificates(): Promise<void> {
    await this.#all((link) => link.call('reloadCertificates'))
  }

  async metrics(): Promise<readonly MetricFamily[]> {
    return addUp((await this.#all((link) => link.call('metrics'))).flat())
  }

  #link(index: number, neighbours: readonly (MessagePort | undefined)[]): ThreadLink {
    const { plan, settings, middleware, tracing, reader, sections, threads, keepProcess } = this.#options
    const setup: ThreadSetup = {
      index,
      plan: { ...plan, config: shareOf(plan.config, threads, index) },
      settings,
      middleware,
      tracing,
      sections: takeSections(reader, sections),
      levels: Object.fromEntries(channels.map((channel) => [channel, levelsOf(this.#options.logger(channel))])),
      figures: this.#memory,
      neighbours,
    }
    const ports = neighbours.filter((port) => port !== undefined)
    return new ThreadLink(setup, ports, {
      records: (records) => this.#write(index, records),
      spawned: keepProcess,
      failed: (error) => this.#options.onFatal(error),
    })
  }

  #write(index: number, records: readonly LogRecord[]): void {
    this.#figures.add(index, 'records', -records.length)
    for (const { channel, level, message, fields } of records) {
      this.#options.logger(channel)[level](message, fields && unpackFields(fields))
    }
  }

  #all<T>(call: (link: ThreadLink) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#links.map(call))
  }

  /** As `#all`, but hears every thread out before it fails: the first thread tells the log why for all of them. */
  async #whole(call: (link: ThreadLink) => Promise<unknown>): Promise<void> {
    const failed = (await Promise.allSettled(this.#links.map(call))).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }

  async #settle(call: (link: ThreadLink) => Promise<unknown>): Promise<void> {
    await Promise.allSettled(this.#links.filter(({ alive }) => alive).map(call))
  }

  /** Threads by the number of their workers, fewest first. */
  async #bySize(): Promise<ThreadLink[]> {
    const sizes = await this.#all(async (link) => ({ link, size: (await link.call('workers')).length }))
    return sizes.toSorted((one, other) => one.size - other.size).map(({ link }) => link)
  }

  #sum(figure: 'open' | 'ready' | 'live'): number {
    return this.#links.reduce((sum, _link, index) => sum + this.#figures.get(index, figure), 0)
  }
}

/** For each thread its ways to the others: one channel per pair. */
function neighbourPorts(threads: number): (MessagePort | undefined)[][] {
  const ports = Array.from({ length: threads }, () =>
    Array.from({ length: threads }, (): MessagePort | undefined => undefined),
  )
  for (let one = 0; one < threads; one++) {
    for (let other = one + 1; other < threads; other++) {
      const { port1, port2 } = new MessageChannel()
      ;(ports[one] as (MessagePort | undefined)[])[other] = port1
      ;(ports[other] as (MessagePort | undefined)[])[one] = port2
    }
  }
  return ports
}

/** With its code, by which `rr reset --check` tells a fault from a delay. */
function codedText(error: unknown): string {
  return error instanceof RRError ? `${error.code}: ${error.message}` : errorText(error)
}

function levelsOf(log: Logger): LogLevel[] {
  return logLevels.filter((level) => log.enabled(level))
}
