import type { Logger } from '../lib/log.ts'
import { OpError } from '../lib/op-error.ts'
import { type Booting, pause } from './booting.ts'
import type { Outcome, Unsolicited } from './conversation.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Exec } from './exec.ts'
import { cannotAllocate, poolStopped } from './failures.ts'
import { logLoss, logSoftError, logUnsolicited } from './incidents.ts'
import { Replacement } from './replacement.ts'
import { dismissWorker, removeWorker, stopWorker } from './stopping.ts'
import type { Worker, WorkerOwner } from './worker.ts'

/** What the fleet is told by its pool. */
export interface FleetOptions {
  readonly booting: Booting
  readonly allocateTimeoutMs: number
  readonly destroyTimeoutMs: number
  readonly resetTimeoutMs: number
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
  /** Started for a reset that is not over: they fill no place until they join. */
  readonly #standby = new Set<Worker>()
  readonly #boots = new Set<Promise<Worker>>()
  readonly #closing = new AbortController()
  readonly #replacement: Replacement
  #dispatcher!: Dispatcher
  /** Workers that should be alive. */
  #target = 0
  /** Workers of an earlier generation than this serve no more; those booting now are of the latest. */
  #oldestGeneration = 0
  #latestGeneration = 0
  #resetting: Promise<void> = Promise.resolve()
  #resetQueued = false
  #destroyed: Promise<void> | undefined

  constructor(options: FleetOptions) {
    this.#options = options
    this.#replacement = new Replacement({
      allocateTimeoutMs: options.allocateTimeoutMs,
      log: options.log,
      closing: this.#closing.signal,
      addOne: async () => this.#join(await this.#boot()),
      wanted: () => this.#live() < this.#target,
      anyServes: () => this.members.length > 0,
      onFatal: (error) => options.onFatal(error),
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
    const generation = this.#latestGeneration
    try {
      const worker = await this.#boot()
      worker.dynamic = dynamic
      this.#join(worker)
    } catch (error) {
      // A reset that began later has started one in its place.
      if (generation < this.#oldestGeneration && !this.closing) return
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
    const worker = this.#dispatcher.takeIdle() ?? this.members.find((member) => member.state !== 'destroyed')
    // None serves at the moment: one less will be replaced.
    if (worker === undefined) return
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
    for (const worker of leaving) void dismissWorker(worker, this.#options.log)
    return leaving.length
  }

  /**
   * Replaces all workers: boots as many new ones, and only when all are up lets the old go, each after its request. When one does not come
   * up, the old ones go on and the error says why. A reset asked for during a reset runs once more behind it.
   */
  reset(): Promise<void> {
    if (this.#resetQueued) return this.#resetting
    this.#resetQueued = true
    const run = async (): Promise<void> => {
      this.#resetQueued = false
      await this.#replaceAll()
    }
    this.#resetting = this.#resetting.then(run, run)
    return this.#resetting
  }

  /** Lets running and waiting requests end as long as `graceMs` lasts, then stops every process. Idempotent. */
  destroy(graceMs: number): Promise<void> {
    this.#destroyed ??= this.#destroy(graceMs)
    return this.#destroyed
  }

  /** A limit was reached: the worker leaves now when idle, else after its request. */
  expire(worker: Worker, state: 'ttlReached' | 'maxMemoryReached' | 'idleTTLReached'): void {
    if (worker.phase === 'idle') {
      worker.become(state)
      void stopWorker(worker, this.#options.log)
    } else worker.become('invalid')
  }

  /** A worker has finished its request and may not get another. */
  retire(worker: Worker): void {
    void stopWorker(worker, this.#options.log)
  }

  // What workers report.

  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'error') logSoftError(this.#options.log, worker, outcome.error)
    this.#dispatcher.settled(worker, exec, outcome)
  }

  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void {
    logLoss(this.#options.log, worker, exec, error, started)
    this.#dispatcher.abandoned(exec, error, started)
  }

  recalled(worker: Worker, execs: readonly Exec[]): void {
    this.#dispatcher.recalled(worker, execs)
  }

  unsolicited(worker: Worker, what: Unsolicited, text: string): void {
    const stays = worker.receipts && (what === 'answer' || what === 'error' || what === 'text')
    logUnsolicited(this.#options.log, worker, what, text, stays)
    if (stays) return
    worker.become('invalid')
    if (worker.phase === 'idle') void stopWorker(worker, this.#options.log)
  }

  watch(at: number): void {
    this.#dispatcher.watch(at)
  }

  exited(worker: Worker): void {
    this.#workers.delete(worker)
    this.#standby.delete(worker)
    this.#dispatcher.left(worker)
    this.#options.log.debug('worker stopped', { pid: worker.pid, internal_event_name: 'EventWorkerWaitExit' })
    if (worker.joined && worker.state !== 'destroyed') this.#replacement.left(worker)
  }

  #boot(standby = false): Promise<Worker> {
    const generation = this.#latestGeneration
    const track = (worker: Worker): void => {
      worker.generation = generation
      this.#workers.add(worker)
      if (standby) this.#standby.add(worker)
    }
    const boot = this.#options.booting.boot(this, track, this.#closing.signal)
    this.#boots.add(boot)
    const forget = (): void => void this.#boots.delete(boot)
    boot.then(forget, forget)
    return boot
  }

  /** Takes in a worker that has booted. */
  #join(worker: Worker): void {
    worker.joined = true
    this.#standby.delete(worker)
    // It may have died since it said hello, while the others of its generation still booted; or nobody wants it any more.
    if (worker.phase === 'dead') this.exited(worker)
    else if (this.#isUnwanted(worker)) void removeWorker(worker, this.#options.log)
    else this.#dispatcher.idle(worker)
  }

  #isUnwanted(worker: Worker): boolean {
    return worker.state !== 'ready' || worker.generation < this.#oldestGeneration || this.#live() > this.#target
  }

  async #bootAll(count: number): Promise<Worker[]> {
    const results = await Promise.allSettled(Array.from({ length: count }, () => this.#boot(true)))
    const workers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const failure = results.find((result) => result.status === 'rejected')
    if (failure === undefined && !this.closing) return workers
    await Promise.all(workers.map((worker) => removeWorker(worker, this.#options.log)))
    throw failure === undefined ? poolStopped() : cannotAllocate(failure.reason)
  }

  /** Workers that count towards the target: those that serve, and those on their way up. */
  #live(): number {
    let live = 0
    for (const worker of this.#workers) {
      const { state, phase } = worker
      if (state !== 'destroyed' && phase !== 'draining' && phase !== 'dead' && !this.#standby.has(worker)) live++
    }
    return live
  }

  async #replaceAll(): Promise<void> {
    const { log, resetTimeoutMs } = this.#options
    const generation = ++this.#latestGeneration
    const fresh = await this.#bootAll(this.#target)
    this.#oldestGeneration = generation
    const old = [...this.#workers].filter((worker) => worker.generation < generation)
    // From here on the old ones count no more; their exits bring no replacement.
    for (const worker of old) worker.become('destroyed')
    for (const worker of fresh) this.#join(worker)
    await Promise.all(old.map((worker) => dismissWorker(worker, log, resetTimeoutMs)))
  }

  async #destroy(graceMs: number): Promise<void> {
    this.#options.log.info('destroy signal received', { timeout: Math.round(graceMs) })
    // Until the end, workers that leave are replaced: requests that wait may need them.
    await this.#dispatcher.stop(graceMs)
    this.#closing.abort()
    this.#target = 0
    this.#dispatcher.close()
    // Those on their way up are killed by the signal.
    await Promise.allSettled(this.#boots)
    await Promise.all([...this.#workers].map((worker) => removeWorker(worker, this.#options.log)))
  }
}
