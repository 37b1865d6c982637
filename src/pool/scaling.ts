import type { Logger } from '../lib/log.ts'
import { memoryLimitBytes } from '../os/memory-limit.ts'
import { residentBytes } from '../os/proc.ts'
import type { PoolConfig } from './config.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Fleet } from './fleet.ts'
import { scalingMemoryFault } from './limits.ts'
import { decideScaling, initialScaling, type ScalingDecision, type ScalingLimits } from './scaling-decision.ts'
import type { PoolCounters, ScalingCause } from './stats.ts'

/** What scaling works on. */
export interface ScalingOptions {
  readonly config: NonNullable<PoolConfig['scaling']>
  readonly fleet: Fleet
  readonly dispatcher: Dispatcher
  readonly counters: PoolCounters
  readonly log: Logger
}

const bytesPerMiB = 1_048_576
/** Bounds of the time between two looks at the queue, milliseconds. */
const shortestLookMs = 50
const longestLookMs = 1000
/** Memory of workers is measured this seldom: it changes slowly, and each measure costs a read per worker. */
const memoryEveryMs = 2000
/** Share of the container's memory that workers may use when no budget is given. */
const containerShare = 0.9

/**
 * Grows a pool when requests wait, and shrinks it when workers are to spare, within `pool.scaling`. Measures, asks `decideScaling`, does
 * what it says and logs why. Requests that cause growth wait in line for the new workers, as for any other.
 */
export class Scaling {
  readonly #options: ScalingOptions
  #limits: ScalingLimits | undefined
  #state = initialScaling(performance.now())
  #timer: NodeJS.Timeout | undefined
  #booting = 0
  #workerBytes = 0
  #measuredMs = Number.NEGATIVE_INFINITY
  /** Why nothing was done although requests waited; said and counted already. */
  #lastRefusal: ScalingCause | undefined

  constructor(options: ScalingOptions) {
    this.#options = options
  }

  /** Begins, when the first workers are up. Raises RR_POOL_MEMORY_BUDGET when the smallest pool does not fit into the budget. */
  async start(): Promise<void> {
    const { config } = this.#options
    const budgetBytes =
      config.memory_budget > 0 ? config.memory_budget * bytesPerMiB : (await memoryLimitBytes()) * containerShare
    this.#limits = {
      min: Math.max(config.min, 1),
      max: config.max,
      targetDelayMs: config.target_queue_delay,
      budgetBytes,
      idleMs: config.idle_timeout,
    }
    await this.#measure(performance.now())
    const fault = scalingMemoryFault(this.#limits, this.#workerBytes)
    if (fault !== undefined) throw fault
    const everyMs = Math.min(Math.max(config.target_queue_delay, shortestLookMs), longestLookMs)
    this.#timer = setInterval(() => void this.#look(), everyMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const { fleet, dispatcher } = this.#options
    const nowMs = performance.now()
    if (nowMs - this.#measuredMs >= memoryEveryMs) void this.#measure(nowMs)
    const { state, decision } = decideScaling(
      this.#state,
      {
        nowMs,
        workers: fleet.target,
        booting: this.#booting,
        busy: fleet.members.filter(({ load }) => load > 0).length,
        waiting: dispatcher.waitingCount,
        delayMs: dispatcher.waitedMs(nowMs),
        workerBytes: this.#workerBytes,
      },
      this.#limits as ScalingLimits,
    )
    this.#state = state
    if (decision.change === 0) return this.#explain(decision)
    const from = fleet.target
    const change = decision.change > 0 ? this.#grow(decision.change) : -fleet.shrink(-decision.change)
    if (change === 0) return
    this.#lastRefusal = undefined
    this.#count(decision.cause)
    this.#options.log.info(change > 0 ? 'pool grows' : 'pool shrinks', {
      from,
      to: from + change,
      reason: decision.reason,
    })
  }

  #grow(count: number): number {
    this.#booting += count
    for (let left = count; left > 0; left--) void this.#add()
    return count
  }

  async #add(): Promise<void> {
    try {
      await this.#options.fleet.add(true)
    } catch (error) {
      this.#options.log.error('failed to allocate worker', { error: error as Error })
    } finally {
      this.#booting--
    }
  }

  /** Says once why nothing is done although requests wait. */
  #explain({ cause, reason }: ScalingDecision): void {
    if (cause !== undefined && cause !== this.#lastRefusal) {
      this.#options.log.warn('pool cannot grow', { reason })
      this.#count(cause)
    }
    this.#lastRefusal = cause
  }

  #count(cause: ScalingCause | undefined): void {
    if (cause !== undefined) this.#options.counters.scaling[cause]++
  }

  async #measure(nowMs: number): Promise<void> {
    this.#measuredMs = nowMs
    const sizes = await Promise.all(this.#options.fleet.members.map(({ pid }) => residentBytes(pid)))
    const known = sizes.filter((size) => size !== undefined)
    if (known.length > 0) this.#workerBytes = known.reduce((sum, size) => sum + size, 0) / known.length
  }
}
