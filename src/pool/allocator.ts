import type { Logger } from '../lib/log.ts'
import type { PoolConfig } from './config.ts'
import type { Fleet } from './fleet.ts'
import type { PoolCounters } from './stats.ts'

/** What adds workers and takes them away. */
type Adjustable = Pick<Fleet, 'add' | 'shrink'>
type Limits = NonNullable<PoolConfig['dynamic_allocator']>

/** Shortest time between two batches. */
const batchMs = 1000
/** What a request may wait for workers being added, beyond their start. */
const patienceMs = 2000
const cap = 100
const idleDefaultMs = 60_000

/**
 * Adds workers when a request has waited `allocate_timeout` for nothing, a batch at a time, and takes them away again when that has not
 * happened for `idle_timeout`. The request that asked waits for the new ones. Follows: spec 01 §13.1, §18 D12.
 */
export class DynamicAllocator {
  readonly #max: number
  readonly #batch: number
  readonly #idleMs: number
  readonly #fleet: Adjustable
  readonly #log: Logger
  readonly #counters: PoolCounters
  #added = 0
  #booting = 0
  #lastBatchMs = Number.NEGATIVE_INFINITY
  #lastPressureMs = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Limits, fleet: Adjustable, log: Logger, counters: PoolCounters) {
    this.#max = Math.min(limits.max_workers, cap)
    this.#batch = Math.min(limits.spawn_rate, cap)
    this.#idleMs = limits.idle_timeout < 1000 ? idleDefaultMs : limits.idle_timeout
    this.#fleet = fleet
    this.#log = log
    this.#counters = counters
  }

  /** Workers beyond `num_workers`. */
  get added(): number {
    return this.#added
  }

  /** A request found no worker. Answers how much longer it should wait, milliseconds; 0 when there is nothing to wait for. */
  pressure(allocateTimeoutMs: number): number {
    const now = performance.now()
    this.#lastPressureMs = now
    const room = this.#max - this.#added
    if (room > 0 && now - this.#lastBatchMs >= batchMs) {
      this.#lastBatchMs = now
      this.#counters.scaling.allocate_timeout++
      for (let left = Math.min(this.#batch, room); left > 0; left--) void this.#add()
    }
    if (this.#booting > 0) return allocateTimeoutMs + patienceMs
    if (room > 0) return patienceMs
    this.#log.error("allocate_dynamically: can't allocate more workers, increase max_workers option", {
      max_workers: this.#max,
    })
    return 0
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #add(): Promise<void> {
    this.#added++
    this.#booting++
    try {
      await this.#fleet.add(true)
      this.#timer ??= setInterval(() => this.#shrink(), this.#idleMs).unref()
    } catch (error) {
      this.#added--
      this.#log.error('failed to allocate worker', { error: error as Error })
    } finally {
      this.#booting--
    }
  }

  #shrink(): void {
    if (performance.now() - this.#lastPressureMs < this.#idleMs) return
    const left = this.#fleet.shrink(Math.min(this.#batch, this.#added))
    this.#added -= left
    if (left > 0) this.#counters.scaling.idle++
    if (this.#added === 0) this.stop()
  }
}
