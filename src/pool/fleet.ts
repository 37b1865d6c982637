import type { Logger } from '../lib/log.ts'
import { OpError } from '../lib/op-error.ts'
import { BootOrder } from './boot-order.ts'
import { type Booting, pause } from './booting.ts'
import type { Outcome, Unsolicited } from './conversation.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Exec } from './exec.ts'
import { cannotAllocate, poolStopped, workerGone } from './failures.ts'
import { Generations } from './generations.ts'
import { logLoss, logSoftError, logUnsolicited } from './incidents.ts'
import { Replacement } from './replacement.ts'
import type { LeavingReason, PoolCounters } from './stats.ts'
import { dismissWorker, removeWorker, stopWorker } from './stopping.ts'
import { type Arrival, type LeavingState, Succession } from './succession.ts'
import type { Worker, WorkerOwner } from './worker.ts'

/** What the fleet is told by its pool. */
export interface FleetOptions {
  readonly booting: Booting
  readonly allocateTimeoutMs: number
  readonly destroyTimeoutMs: number
  readonly resetTimeoutMs: number
  /** Workers that a reset replaces at a time; 0: all at once. */
  readonly resetBatch: number
  readonly counters: PoolCounters
  readonly log: Logger
  /** The pool has had no live worker for all of `allocate_timeout`: the server must end, so that its orchestrator can act. */
  onFatal(error: Error): void
}

/** Most workers of one pool; spec 01 §7. */
export const maxWorkers = 500

/**
 * The processes of one pool: keeps as many as wanted alive, replaces those that leave, and takes them away. Whether a worker may have a
 * request is the dispatcher's; whether it lives is decided here.
 */
export class Fleet implements WorkerOwner {
  readonly #options: FleetOptions
  readonly #workers = new Set<Worker>()
  readonly #closing = new AbortController()
  readonly #replacement: Replacement
  readonly #succession: Succession
  readonly #generations: Generations
  readonly #bootOrder = new BootOrder()
  #dispatcher!: Dispatcher
  /** Workers that should be alive. */
  #target = 0
  /** Workers on their way up, each with what it is started for. */
  readonly #arrivals = new Set<Arrival & { readonly generation: number }>()
  #destroyed: Promise<void> | undefined

  constructor(options: FleetOptions) {
    this.#options = options
    this.#replacement = new Replacement({
      allocateTimeoutMs: options.allocateTimeoutMs,
      log: options.log,
      closing: this.#closing.signal,
      addOne: async () => this.#join(await this.#bring(true).worker),
      wanted: () => this.#live() < this.#target,
      anyServes: () => this.members.length > 0,
      onFatal: (error) => options.onFatal(error),
    })
    this.#succession = new Succession({
      log: options.log,
      closing: this.#closing.signal,
      boot: (counts) => this.#bring(counts),
      join: (worker) => this.#join(worker),
      letGo: (worker, state) => this.#letGo(worker, state),
      fill: () => this.#replacement.fill(),
      bootMs: () => options.booting.lastMs,
    })
    this.#generations = new Generations({
      batch: options.resetBatch,
      allocateTimeoutMs: options.allocateTimeoutMs,
      resetTimeoutMs: options.resetTimeoutMs,
      log: options.log,
      workers: this.#workers,
      target: () => this.#target,
      bootAll: (count, givenUp) => this.#bootAll(count, givenUp),
      join: (worker) => this.#join(worker),
    })
  }

  /** The other half of the pool; set once, before anything starts. */
  serve(dispatcher: Dispatcher): void {
    this.#dispatcher = dispatcher
  }

  /** Every process that has not been reaped. */
  get workers(): ReadonlySet<Worker> {
    return this.#workers
  }

  /** Workers that serve or will: what `rr workers` lists. */
  get members(): Worker[] {
    return [...this.#workers].filter((worker) => worker.phase === 'idle' || worker.phase === 'busy')
  }

  get target(): number {
    return this.#target
  }

  get closing(): boolean {
    return this.#closing.signal.aborted
  }

  /** Starts that many at once; all, or none and an error. Follows: spec 01 §4.2. */
  async allocate(count: number): Promise<void> {
    if (count > maxWorkers) throw new Error(`number of workers can't be more than ${maxWorkers}`)
    const workers = await this.#bootAll(count)
    this.#target += count
    for (const worker of workers) this.#join(worker)
  }

  /** One more worker, kept from now on. Retries as replacements do. */
  async add(dynamic = false): Promise<void> {
    if (this.#target >= maxWorkers) {
      throw new OpError('', 'WorkerAllocate', new Error('container is full, maximum number of workers reached'))
    }
    this.#target++
    const generation = this.#generations.latest
    try {
      const worker = await this.#bring(true).worker
      worker.dynamic = dynamic
      this.#join(worker)
    } catch (error) {
      // A reset that began later has started one in its place.
      if (!this.#generations.serves(generation) && !this.closing) return
      // Others may have been removed meanwhile; the last place is never given up.
      if (this.#target > 1) this.#target--
      else this.#replacement.fill()
      throw cannotAllocate(error)
    }
  }

  /** One worker less. An idle one goes at once, else one that is busy, after its request; waits for that as long as `destroy_timeout`. */
  async remove(): Promise<void> {
    if (this.#target <= 1) {
      this.#options.log.warn("can't remove the last worker")
      return
    }
    this.#target--
    const worker = this.#dispatcher.assignment.takeIdle() ?? this.members.find((member) => member.state !== 'destroyed')
    // None serves at the moment: one less will be replaced.
    if (worker === undefined) return
    worker.leaves('removed')
    await Promise.race([
      dismissWorker(worker, this.#options.log),
      pause(this.#options.destroyTimeoutMs, this.#closing.signal),
    ])
  }

  /** Takes idle workers away, those started for pressure first; never the last worker. Answers how many went. */
  shrink(count: number): number {
    const idle = this.members.filter((worker) => worker.phase === 'idle' && worker.state === 'ready')
    const most = Math.min(count, this.#target - 1)
    const leaving = idle.sort((a, b) => Number(b.dynamic) - Number(a.dynamic)).slice(0, Math.max(most, 0))
    this.#target -= leaving.length
    for (const worker of leaving) {
      worker.leaves('scaling')
      void dismissWorker(worker, this.#options.log)
    }
    return leaving.length
  }

  /**
   * Replaces all workers; rejects with RR_POOL_RESET_FAILED or RR_POOL_RESET_TIMED_OUT when new ones do not come up: then the old ones go
   * on. A reset asked for during a reset runs once more behind it.
   */
  reset(): Promise<void> {
    return this.#generations.reset()
  }

  /** Lets running and waiting requests end as long as `graceMs` lasts, then stops every process. Idempotent. */
  destroy(graceMs: number): Promise<void> {
    this.#destroyed ??= this.#destroy(graceMs)
    return this.#destroyed
  }

  /** A limit was reached: the worker leaves once its successor is up, now when idle, else after its request. */
  expire(worker: Worker, state: LeavingState): void {
    this.#succession.expire(worker, state)
  }

  /** A worker for which a successor is on its way. */
  isBeingReplaced(worker: Worker): boolean {
    return this.#succession.has(worker)
  }

  /** A worker has finished its request and may not get another. */
  retire(worker: Worker): void {
    void stopWorker(worker, this.#options.log)
    this.#succession.left(worker)
  }

  // What workers report.

  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (!worker.joined) return warmedUp(exec, outcome)
    if (outcome.kind === 'error') logSoftError(this.#options.log, worker, outcome.error)
    this.#dispatcher.settled(worker, exec, outcome)
    this.#succession.served(worker)
  }

  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void {
    if (!worker.joined) return exec.fail(error)
    logLoss(this.#options.log, worker, exec, error, started)
    this.#dispatcher.abandoned(exec, error, started)
  }

  recalled(worker: Worker, execs: readonly Exec[]): void {
    if (!worker.joined) return execs.forEach((exec) => exec.fail(workerGone()))
    this.#dispatcher.recalled(worker, execs)
  }

  unsolicited(worker: Worker, what: Unsolicited, text: string): void {
    const stays = worker.receipts && (what === 'answer' || what === 'error' || what === 'text')
    logUnsolicited(this.#options.log, worker, what, text, stays)
    if (stays) return
    worker.leaves('invalid')
    worker.become('invalid')
    if (worker.phase === 'idle') this.retire(worker)
  }

  watch(at: number): void {
    this.#dispatcher.watch(at)
  }

  exited(worker: Worker): void {
    this.#workers.delete(worker)
    this.#dispatcher.assignment.left(worker)
    this.#options.log.debug('worker stopped', { pid: worker.pid, internal_event_name: 'EventWorkerWaitExit' })
    if (!worker.joined) return
    if (!this.closing) this.#options.counters.leavings[worker.leaving ?? 'crash']++
    this.#replacement.left(worker)
    this.#succession.left(worker)
  }

  /** Starts a worker. `counts`: it fills a place; else it stands by. */
  #bring(counts: boolean, givenUp?: AbortSignal): Arrival {
    const generation = this.#generations.latest
    const signal = givenUp === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, givenUp])
    const track = (worker: Worker): void => {
      worker.generation = generation
      this.#workers.add(worker)
    }
    const boot = (): Promise<Worker> => this.#options.booting.boot(this, track, signal)
    // Nobody waits for one that stands by.
    const booting = counts || this.members.length === 0 ? boot() : this.#bootOrder.run(boot)
    const worker = booting.finally(() => this.#arrivals.delete(arrival))
    const arrival = { worker, counts, generation }
    this.#arrivals.add(arrival)
    return arrival
  }

  /** Takes in a worker that has booted. */
  #join(worker: Worker): void {
    worker.joined = true
    // It may have died since it said hello, while the others of its generation still booted; or nobody wants it any more.
    if (worker.phase === 'dead') this.exited(worker)
    else if (this.#isUnwanted(worker)) void removeWorker(worker, this.#options.log)
    else this.#dispatcher.assignment.idle(worker)
  }

  #isUnwanted(worker: Worker): boolean {
    return worker.state !== 'ready' || !this.#generations.serves(worker.generation) || this.#live() >= this.#target
  }

  /** Starts so many; they fill no place until they join. The first that does not come up ends the others. */
  async #bootAll(count: number, givenUp?: AbortSignal): Promise<Worker[]> {
    const failed = new AbortController()
    const signal = givenUp === undefined ? failed.signal : AbortSignal.any([failed.signal, givenUp])
    const boots = Array.from({ length: count }, () => this.#bring(false, signal).worker)
    for (const boot of boots) boot.catch((error: unknown) => failed.abort(error))
    const results = await Promise.allSettled(boots)
    if (!failed.signal.aborted && !this.closing && givenUp?.aborted !== true) return await Promise.all(boots)
    const workers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    await Promise.all(workers.map((worker) => removeWorker(worker, this.#options.log)))
    throw this.closing || givenUp?.aborted === true ? poolStopped() : cannotAllocate(failed.signal.reason)
  }

  /** Workers that count towards the target: those that serve and will serve on, and those on their way up. */
  #live(): number {
    let live = 0
    for (const { state, phase } of this.#workers) {
      if ((phase === 'idle' || phase === 'busy') && (state === 'ready' || state === 'working')) live++
    }
    for (const { counts, generation } of this.#arrivals) if (counts && this.#generations.serves(generation)) live++
    return live
  }

  #letGo(worker: Worker, state: LeavingState): void {
    worker.leaves(leavingReasonOf[state])
    if (worker.phase !== 'idle') return void worker.become('invalid')
    worker.become(state)
    void stopWorker(worker, this.#options.log)
  }

  async #destroy(graceMs: number): Promise<void> {
    this.#options.log.info('destroy signal received', { timeout: Math.round(graceMs) })
    this.#generations.giveUp()
    // Until the end, workers that leave are replaced: requests that wait may need them.
    await this.#dispatcher.stop(graceMs)
    this.#closing.abort(poolStopped())
    this.#target = 0
    this.#dispatcher.close()
    // Those on their way up are killed by the signal.
    await Promise.allSettled(Array.from(this.#arrivals, ({ worker }) => worker))
    await Promise.all([...this.#workers].map((worker) => removeWorker(worker, this.#options.log)))
  }
}

const leavingReasonOf = {
  ttlReached: 'ttl',
  idleTTLReached: 'idle_ttl',
  maxMemoryReached: 'memory',
} as const satisfies Record<LeavingState, LeavingReason>

/** A request of the start is over. */
function warmedUp(exec: Exec, outcome: Outcome): void {
  if (outcome.kind === 'answer') exec.part(outcome.context, outcome.body, outcome.codec, false)
  else exec.fail(outcome.kind === 'error' ? outcome.error : workerGone())
}
