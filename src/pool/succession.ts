import type { Logger } from '../lib/log.ts'
import { pause } from './booting.ts'
import { cannotAllocate } from './failures.ts'
import type { Worker } from './worker.ts'

/** A limit that a worker has reached, under the name of the state it leaves with. */
export type LeavingState = 'ttlReached' | 'maxMemoryReached' | 'idleTTLReached'

/** A worker on its way up. */
export interface Arrival {
  readonly worker: Promise<Worker>
  /** Whether it fills a place now; else it stands by for a worker that still serves. */
  counts: boolean
}

/** What succession needs of the fleet. */
export interface SuccessionOptions {
  readonly log: Logger
  /** Aborted when nobody is to be replaced any more. */
  readonly closing: AbortSignal
  /** Starts a worker. */
  boot(counts: boolean): Arrival
  /** Takes in a worker that has booted. */
  join(worker: Worker): void
  /** The worker may get no further request: it goes now when idle, else after what it does. */
  letGo(worker: Worker, state: LeavingState): void
  /** A place may be free. */
  fill(): void
  /** How long a start takes, milliseconds. */
  bootMs(): number
}

/** How long to wait before a successor that did not come up is tried again. */
const retryMs = 1000
/** How much earlier than the time that a start takes a successor is started, as a factor of that time. */
const margin = 1.5

/**
 * Replaces single workers without a gap: the successor boots while the worker still serves. One that has reached a limit goes when its successor
 * is up; one that nears `max_jobs` serves to its last request, and the successor stands by until then. When it does not come up, the
 * worker goes on as long as it may. Follows: design D5; spec 01 §10, §11.
 */
export class Succession {
  readonly #options: SuccessionOptions
  /** Workers whose successor is on its way. */
  readonly #arrivals = new Map<Worker, Arrival>()
  /** Workers whose successor is up and stands by. */
  readonly #standby = new Map<Worker, Worker>()

  constructor(options: SuccessionOptions) {
    this.#options = options
  }

  /** A successor for that worker is on its way, or up. */
  has(worker: Worker): boolean {
    return this.#arrivals.has(worker) || this.#standby.has(worker)
  }

  /** A limit was reached: the worker goes as soon as its successor is up. */
  expire(worker: Worker, state: LeavingState): void {
    if (this.has(worker)) return
    void this.#start(worker, (successor) => {
      this.#options.letGo(worker, state)
      this.#options.join(successor)
    })
  }

  /** The worker has served a request: when its last one comes near, its successor is started. */
  served(worker: Worker): void {
    const { maxExecs } = worker.settings
    if (maxExecs === 0 || this.has(worker) || !this.#nearsEnd(worker, maxExecs)) return
    void this.#start(worker, (successor) => this.#standby.set(worker, successor))
  }

  /** The worker serves no more: its successor takes its place, when there is one. */
  left(worker: Worker): void {
    const successor = this.#standby.get(worker)
    const arrival = this.#arrivals.get(worker)
    this.#standby.delete(worker)
    if (successor !== undefined) this.#options.join(successor)
    else if (arrival === undefined) this.#options.fill()
    else arrival.counts = true
  }

  #nearsEnd(worker: Worker, maxExecs: number): boolean {
    if (worker.phase !== 'idle' && worker.phase !== 'busy') return false
    const left = maxExecs - worker.numExecs
    const msPerRequest = (performance.now() - worker.createdMs) / worker.numExecs
    return left * msPerRequest <= this.#options.bootMs() * margin
  }

  async #start(worker: Worker, up: (successor: Worker) => void): Promise<void> {
    const arrival = this.#options.boot(false)
    this.#arrivals.set(worker, arrival)
    try {
      const successor = await arrival.worker
      successor.dynamic = worker.dynamic
      if (arrival.counts) this.#options.join(successor)
      else up(successor)
    } catch (error) {
      await this.#failed(worker, arrival, error)
    } finally {
      this.#arrivals.delete(worker)
    }
  }

  async #failed(worker: Worker, arrival: Arrival, error: unknown): Promise<void> {
    const { closing, log } = this.#options
    if (closing.aborted) return
    log.error('allocate', { error: cannotAllocate(error), internal_event_name: 'EventWorkerError' })
    if (!arrival.counts)
      log.warn('worker goes on although it should be replaced: its successor did not start', { pid: worker.pid })
    await pause(retryMs, closing)
    if (arrival.counts) this.#options.fill()
  }
}
