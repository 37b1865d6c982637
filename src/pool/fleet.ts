import type { Logger } from '../lib/log.ts'
import { errorText, OpError } from '../lib/op-error.ts'
import { type Booting, pause } from './booting.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Exec } from './exec.ts'
import { cannotAllocate, poolStopped } from './failures.ts'
import type { Outcome, Worker, WorkerOwner } from './worker.ts'

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
/** How long a worker may take to leave when told to; spec 01 §13.5. */
const stopMs = 10_000
const retryMs = 1000
const retryMaxMs = 30_000
/** Lives shorter than this, `crashLives` in a row, make the pool wait before the next; spec 01 §18 D23. */
const shortLifeMs = 1000
const crashLives = 3
const crashDelayMaxMs = 5000

/**
 * The processes of one pool: keeps as many as wanted alive, replaces those that leave, and takes them away. Whether a worker may have a
 * request is the dispatcher's; whether it lives is decided here.
 */
export class Fleet implements WorkerOwner {
  readonly #options: FleetOptions
  readonly #workers = new Set<Worker>()
  readonly #closing = new AbortController()
  #dispatcher!: Dispatcher
  /** Workers that should be alive. */
  #target = 0
  #shortLives = 0
  #resetting: Promise<void> = Promise.resolve()
  #resetQueued = false
  #wakeClosing: (() => void) | undefined

  constructor(options: FleetOptions) {
    this.#options = options
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
    try {
      const worker = await this.#boot()
      worker.dynamic = dynamic
      this.#join(worker)
    } catch (error) {
      this.#target--
      throw cannotAllocate(error)
    }
  }

  /** One worker less. An idle one goes at once, else one that is busy, after its request; waits for that as long as `destroy_timeout`. */
  async remove(): Promise<void> {
    if (this.#target <= 1) {
      this.#options.log.warn("can't remove the last worker")
      return
    }
    const worker = this.#dispatcher.takeIdle() ?? this.members.find((member) => member.state !== 'destroyed')
    if (worker === undefined) return
    this.#target--
    await Promise.race([this.#dismiss(worker), pause(this.#options.destroyTimeoutMs, this.#closing.signal)])
  }

  /** Takes idle workers away, those started for pressure first. Answers how many went. */
  shrink(count: number): number {
    const idle = this.members.filter((worker) => worker.phase === 'idle' && worker.state === 'ready')
    const leaving = idle.sort((a, b) => Number(b.dynamic) - Number(a.dynamic)).slice(0, count)
    this.#target -= leaving.length
    for (const worker of leaving) void this.#dismiss(worker)
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
  async destroy(graceMs: number): Promise<void> {
    if (!this.closing) {
      this.#options.log.info('destroy signal received', { timeout: Math.round(graceMs) })
      this.#closing.abort()
      this.#target = 0
      this.#dispatcher.stop()
      await this.#quiet(graceMs)
      this.#dispatcher.failWaiting()
    }
    await Promise.all([...this.#workers].map((worker) => this.#stopNow(worker)))
  }

  /** A limit was reached: the worker leaves now when idle, else after its request. */
  expire(worker: Worker, state: 'ttlReached' | 'maxMemoryReached' | 'idleTTLReached'): void {
    if (worker.phase === 'idle') {
      worker.become(state)
      void this.#stop(worker)
    } else worker.become('invalid')
  }

  /** A worker has finished its request and may not get another. */
  retire(worker: Worker): void {
    void this.#stop(worker)
    this.#wakeClosing?.()
  }

  // What workers report.

  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'error') {
      this.#options.log.warn('soft worker error', {
        reason: 'SoftJob',
        pid: worker.pid,
        internal_event_name: 'EventWorkerSoftError',
        error: outcome.error,
      })
    }
    this.#dispatcher.settled(worker, exec, outcome)
    this.#wakeClosing?.()
  }

  abandoned(worker: Worker, exec: Exec, error: Error, started: boolean): void {
    this.#explainLoss(worker, exec, error, started)
    this.#dispatcher.abandoned(exec, error, started)
    this.#wakeClosing?.()
  }

  unsolicited(worker: Worker, what: 'answer' | 'error' | 'selfStop', text: string): void {
    const { log } = this.#options
    if (what === 'selfStop') log.debug('worker asked to be replaced', { pid: worker.pid })
    else {
      const fate = worker.receipts ? 'dropped' : 'dropped, and the worker replaced'
      log.warn(`worker sent an ${what} that no request waits for: ${fate}`, { pid: worker.pid, text })
      if (worker.receipts) return
    }
    worker.become('invalid')
    if (worker.phase === 'idle') void this.#stop(worker)
  }

  exited(worker: Worker): void {
    this.#workers.delete(worker)
    this.#options.log.debug('worker stopped', { pid: worker.pid, internal_event_name: 'EventWorkerWaitExit' })
    if (worker.state === 'destroyed') return
    const crashed = !worker.toldToStop && performance.now() - worker.createdMs < shortLifeMs
    this.#shortLives = crashed ? this.#shortLives + 1 : 0
    void this.#replace()
  }

  #join(worker: Worker): void {
    // It may have died since it said hello, while the others of its generation still booted; or nobody wants it any more.
    if (worker.phase === 'dead') this.exited(worker)
    else if (worker.state !== 'ready' || this.#live() > this.#target) void this.#stopNow(worker)
    else this.#dispatcher.idle(worker)
  }

  #boot(): Promise<Worker> {
    return this.#options.booting.boot(this, (worker) => {
      this.#workers.add(worker)
      void worker.process.exited.then(() => worker.phase === 'booting' && this.#workers.delete(worker))
    })
  }

  async #bootAll(count: number): Promise<Worker[]> {
    const results = await Promise.allSettled(Array.from({ length: count }, () => this.#boot()))
    const workers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const failure = results.find((result) => result.status === 'rejected')
    if (failure === undefined && !this.closing) return workers
    await Promise.all(workers.map((worker) => this.#stopNow(worker)))
    throw failure === undefined ? poolStopped() : cannotAllocate(failure.reason)
  }

  /** Fills the place of a worker that has left. Tries until it succeeds or nobody is wanted; spec 01 §8.4, §18 D17, D18. */
  async #replace(): Promise<void> {
    const { allocateTimeoutMs, log } = this.#options
    await pause(crashDelay(this.#shortLives), this.#closing.signal)
    const since = performance.now()
    for (let attempt = 0; !this.closing && this.#live() < this.#target; attempt++) {
      try {
        this.#join(await this.#boot())
        return
      } catch (error) {
        if (this.closing || this.#live() >= this.#target) return
        const late = performance.now() - since >= allocateTimeoutMs
        log.error(
          attempt === 0 ? 'allocate' : late ? 'failed to allocate the worker' : 'allocate retry attempt failed',
          {
            error: cannotAllocate(error),
            internal_event_name: 'EventWorkerError',
          },
        )
        if (late && this.members.length === 0) {
          this.#options.onFatal(new Error(`no workers available, can't run the application: ${errorText(error)}`))
        }
        await pause(late ? Math.min(retryMs * 2 ** Math.min(attempt, 5), retryMaxMs) : retryMs, this.#closing.signal)
      }
    }
  }

  /** Workers that count towards the target: those that serve, and those on their way up. */
  #live(): number {
    let live = 0
    for (const worker of this.#workers) {
      if (worker.state !== 'destroyed' && worker.phase !== 'draining' && worker.phase !== 'dead') live++
    }
    return live
  }

  async #replaceAll(): Promise<void> {
    const old = [...this.#workers].filter((worker) => worker.phase !== 'dead')
    const fresh = await this.#bootAll(this.#target)
    // From here on the old ones count no more; their exits bring no replacement.
    for (const worker of old) worker.become('destroyed')
    for (const worker of fresh) this.#join(worker)
    await Promise.all(old.map((worker) => this.#dismissWithin(worker, this.#options.resetTimeoutMs)))
  }

  /** Lets a worker go for good: now when idle, else after its request. Resolves when it is gone. */
  async #dismiss(worker: Worker): Promise<void> {
    worker.become('destroyed')
    if (worker.phase === 'booting') worker.kill(new Error('the worker is not wanted any more'))
    if (worker.phase === 'idle') await this.#stop(worker)
    else await worker.process.exited
  }

  async #dismissWithin(worker: Worker, timeoutMs: number): Promise<void> {
    const late = setTimeout(() => void this.#stop(worker), timeoutMs)
    late.unref()
    await this.#dismiss(worker)
    clearTimeout(late)
  }

  async #stopNow(worker: Worker): Promise<void> {
    worker.become('destroyed')
    await this.#stop(worker)
  }

  /** Tells a process to leave, and ends it when it does not. Resolves when it is gone. Follows: spec 01 §13.5. */
  async #stop(worker: Worker): Promise<void> {
    const { log } = this.#options
    if (worker.phase === 'dead' || worker.failure !== undefined) {
      await worker.process.exited
      return
    }
    const told = worker.phase === 'draining'
    worker.become('stopping')
    worker.enter('draining')
    if (!told) {
      log.debug('sending stop request to the worker', { pid: worker.pid, internal_event_name: 'EventWorkerDestruct' })
      worker.sendStop()
    }
    const timer = setTimeout(() => {
      log.warn("worker doesn't respond on stop command, killing process", { PID: worker.pid })
      worker.process.kill()
    }, stopMs)
    timer.unref()
    await worker.process.exited
    clearTimeout(timer)
  }

  /** Resolves when no request runs or waits, or when the time is over. */
  async #quiet(graceMs: number): Promise<void> {
    const isQuiet = (): boolean =>
      this.#dispatcher.waitingCount === 0 && ![...this.#workers].some((worker) => worker.exec !== undefined)
    if (isQuiet()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs)
      this.#wakeClosing = () => {
        if (!isQuiet()) return
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wakeClosing = undefined
  }

  #explainLoss(worker: Worker, exec: Exec, error: Error, started: boolean): void {
    const kind = error instanceof OpError ? error.kind : undefined
    if (kind === 'ExecTTL') return
    const fields = { pid: worker.pid, error }
    const { log } = this.#options
    if (!started) log.warn('worker died before it started a request: the request runs on another', fields)
    else if (exec.phase === 'streaming') log.warn('stream error', fields)
    else if (kind === 'Decode')
      log.warn('worker will be restarted', { ...fields, internal_event_name: 'EventWorkerDestruct' })
    else {
      log.warn("RoadRunner can't communicate with the worker", {
        reason: 'worker hung or process was killed',
        ...fields,
        internal_event_name: 'EventWorkerError',
      })
    }
  }
}

function crashDelay(shortLives: number): number {
  return shortLives < crashLives ? 0 : Math.min(100 * 2 ** (shortLives - crashLives), crashDelayMaxMs)
}
