import type { Logger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import type { Pool } from '../../pool/contract.ts'
import type { Delivery, Inbox } from './contract.ts'
import type { JobCounters, JobOutcome } from './counters.ts'
import { type JobOwner, JobRun, type JobRunOwner } from './job-run.ts'
import { PriorityQueue } from './priority-queue.ts'
import type { Settlement } from './settlement.ts'

/** What a consumer is made from. */
export interface ConsumerOptions {
  /** Names of the pools; '' is that of the only one. */
  readonly pools: Iterable<string>
  /** Most jobs that wait for a worker. */
  readonly queueLimit: number
  /** With `-e`, a job with a malformed answer is left to its backend. */
  readonly leaveMalformed: boolean
  readonly log: Logger
  readonly counters: JobCounters
  readonly settlement: Settlement
}

/** A pool and the jobs that wait for it, also while it still starts. */
interface Lane {
  pool: Pool | undefined
  readonly waiting: PriorityQueue<JobRun>
}

/**
 * Takes jobs from all pipelines and gives each to a worker when one is free, never before: a job that waits in front of a busy
 * pool would run into its timeouts. A job is in exactly one place: the queue, a worker, or its backend. Follows: spec 04 §5, §6
 */
export class Consumer implements JobRunOwner {
  readonly log: Logger
  readonly leaveMalformed: boolean
  readonly settlement: Settlement
  readonly #options: ConsumerOptions
  readonly #lanes = new Map<string, Lane>()
  /** Pipelines that were told that the queue is full. */
  readonly #held = new Set<JobOwner>()
  #waiting = 0
  #running = 0
  #stopped = false
  #onQuiet: (() => void) | undefined

  constructor(options: ConsumerOptions) {
    this.#options = options
    this.log = options.log
    this.leaveMalformed = options.leaveMalformed
    this.settlement = options.settlement
    for (const name of options.pools) this.#lanes.set(name, { pool: undefined, waiting: new PriorityQueue() })
  }

  /** Jobs that workers have now. */
  get running(): number {
    return this.#running
  }

  /** Gives jobs to the workers of a pool from now on. */
  serve(name: string, pool: Pool): void {
    const lane = this.#lanes.get(name)
    if (lane === undefined) return
    lane.pool = pool
    pool.onRoom = () => this.#pump(lane)
    this.#pump(lane)
  }

  /** Where the driver of a pipeline puts its jobs. */
  inboxOf(owner: JobOwner): Inbox {
    return { insert: (delivery) => this.#insert(delivery, owner), clear: () => this.drop(owner) }
  }

  /** Forgets the jobs of a pipeline that no worker has: their backend delivers them again. */
  drop(owner: JobOwner): void {
    this.#held.delete(owner)
    this.#waiting -= owner.gate?.held ?? 0
    owner.gate?.clear()
    for (const { waiting } of this.#lanes.values()) {
      this.#waiting -= waiting.remove((run) => {
        if (run.source !== owner) return false
        if (run.admitted) owner.gate?.leave(run)
        return true
      })
    }
    this.#releaseHeld()
  }

  /** Gives no more jobs to workers. Resolves when those that run have been settled, or at the end of the time. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true
    if (this.#running === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs)
      this.#onQuiet = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  ended(run: JobRun, outcome: JobOutcome): void {
    this.#options.counters.ended(outcome)
    if (run.admitted) this.#letOthersIn(run)
    this.#left()
  }

  returned(run: JobRun): void {
    this.#left()
    const lane = this.#laneOf(run.delivery, run.source.pool)
    if (lane === undefined || this.#stopped) return
    lane.waiting.unshift(run, run.delivery.priority)
    this.#waiting++
  }

  #insert(delivery: Delivery, owner: JobOwner): boolean {
    const lane = this.#laneOf(delivery, owner.pool)
    if (lane === undefined) this.#refuse(delivery, owner.pool)
    else {
      lane.waiting.push(new JobRun(delivery, owner, this), delivery.priority)
      this.#waiting++
      this.#pump(lane)
    }
    if (this.#waiting < this.#options.queueLimit) return true
    this.#held.add(owner)
    return false
  }

  #laneOf(delivery: Delivery, pool: string): Lane | undefined {
    // One pool for all: the header of a job selects among named ones only.
    if (this.#lanes.size === 1 && this.#lanes.has('')) return this.#lanes.get('')
    return this.#lanes.get(delivery.headers['pool']?.[0] || pool)
  }

  #pump(lane: Lane): void {
    const { pool } = lane
    while (!this.#stopped && pool?.hasRoom) {
      const run = lane.waiting.shift()
      if (run === undefined) return
      const { gate } = run.source
      if (gate !== undefined && !gate.enter(run)) continue
      this.#waiting--
      this.#running++
      run.start(pool)
      this.#releaseHeld()
    }
  }

  /** Those that a job held back by its key or by being one too many are next. */
  #letOthersIn(run: JobRun): void {
    for (const next of run.source.gate?.leave(run) ?? []) {
      const lane = this.#laneOf(next.delivery, next.source.pool)
      lane?.waiting.unshift(next, next.priority)
      if (lane !== undefined) this.#pump(lane)
    }
  }

  #releaseHeld(): void {
    if (this.#held.size === 0 || this.#waiting >= this.#options.queueLimit) return
    const held = [...this.#held]
    this.#held.clear()
    for (const owner of held) owner.onRoom()
  }

  #refuse(delivery: Delivery, pool: string): void {
    const name = delivery.headers['pool']?.[0] ?? pool
    const text =
      name === ''
        ? "no default worker pool configured; job requires a 'pool' header in multi-pool mode"
        : 'invalid worker pool name'
    this.log.error(text, { ID: delivery.id, pool: name })
    this.#options.counters.ended('error')
    void (async () => delivery.nack())().catch((error: unknown) => {
      this.log.error('negatively acknowledge failed', { ID: delivery.id, error: errorText(error) })
    })
  }

  #left(): void {
    this.#running--
    if (this.#running === 0) this.#onQuiet?.()
  }
}
