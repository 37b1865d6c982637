import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { type AdmissionLimits, refusalOf } from './admission.ts'
import { Assignment } from './assignment.ts'
import type { EncodedRequest, ExecHandler, Execution } from './contract.ts'
import type { Outcome } from './conversation.ts'
import { Deadlines } from './deadlines.ts'
import { Exec, type ExecOwner } from './exec.ts'
import { poolStopped, workerGone } from './failures.ts'
import { LendingDesk } from './lending-desk.ts'
import type { PoolCounters } from './stats.ts'
import { WaitingLine } from './waiting-line.ts'
import type { Worker } from './worker.ts'

/** What the dispatcher needs to know of its pool. */
export interface DispatcherOptions extends AdmissionLimits {
  readonly allocateTimeoutMs: number
  readonly log: Logger
  readonly counters: PoolCounters
  /** The live workers, for the check of their deadlines. */
  workers(): Iterable<Worker>
  /** A worker has finished and may not get another request: it must leave. */
  retire(worker: Worker): void
  /** A request has waited `allocate_timeout`. Answers how much longer it may wait for workers being added, in milliseconds; 0 for none. */
  pressure(): number
}

/** How often one request may be put back before it is told to fail: an application that always stops itself must not loop for ever. */
const maxReruns = 16

/**
 * What becomes of each request, from `exec` to its end. When an answer has come, its worker gets the next request first, then the client gets
 * the answer, then comes the bookkeeping.
 */
export class Dispatcher implements ExecOwner {
  readonly #options: DispatcherOptions
  readonly #waiting: WaitingLine
  /** Which worker gets which request. */
  readonly assignment: Assignment
  readonly #deadlines: Deadlines
  /** Lets workers of other pools run what waits here. */
  readonly lending: LendingDesk
  #inside = 0
  #stopped = false
  #closed = false
  #onQuiet: (() => void) | undefined

  constructor(options: DispatcherOptions) {
    this.#options = options
    const { allocateTimeoutMs, counters } = options
    this.#waiting = new WaitingLine({
      allocateTimeoutMs,
      delays: counters.queueDelay,
      pressure: () => options.pressure(),
      watch: (at) => this.watch(at),
    })
    this.assignment = new Assignment(this.#waiting)
    const fail = (exec: Exec, error: Error): void => this.#fail(exec, error)
    this.#deadlines = new Deadlines({
      log: options.log,
      waiting: this.#waiting,
      workers: () => options.workers(),
      fail,
    })
    this.lending = new LendingDesk({
      takeWaiting: () => this.#waiting.shift(),
      takeBack: (exec) => this.#putBack(exec, true),
      leave: (exec) => this.#leave(exec),
      fail,
      checkQuiet: () => this.#checkQuiet(),
    })
  }

  /** Requests in exec that have not got their first part; spec 01 §8.2. */
  get queueSize(): number {
    return this.#inside
  }

  /** Requests that wait for a worker. */
  get waitingCount(): number {
    return this.#waiting.length
  }

  /** How long the first of them has waited, milliseconds. */
  waitedMs(now: number): number {
    return this.#waiting.waitedMs(now)
  }

  exec(request: EncodedRequest, handler: ExecHandler): Execution {
    const exec = new Exec(request, handler, this)
    this.#inside++
    const refusal = this.#stopped ? poolStopped() : refusalOf(request, this.#inside, this.#waiting, this.#options)
    if (refusal !== undefined) this.#refuse(exec, refusal)
    else if (!this.assignment.add(exec)) this.lending.onWaiting?.()
    return exec
  }

  /** Follows: spec 01 §9.1 steps 8 to 12. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'selfStop') {
      worker.leaves('self_stop')
      this.#options.retire(worker)
      this.#rerun(exec, workerGone())
      return
    }
    const stays = this.assignment.offer(worker)
    this.#leave(exec)
    if (outcome.kind === 'error') exec.fail(outcome.error)
    else exec.part(outcome.context, outcome.body, outcome.codec, false)
    if (!stays) this.#options.retire(worker)
    this.#checkQuiet()
  }

  /** A worker has not read these requests and will not get them: they run elsewhere, in front of the others. */
  recalled(worker: Worker, execs: readonly Exec[]): void {
    for (const exec of execs.toReversed()) this.#putBack(exec)
    if (worker.phase === 'busy' && !this.assignment.offer(worker)) this.#options.retire(worker)
  }

  /** A worker has died with a request. What cannot have started runs again, in front of the others. */
  abandoned(exec: Exec, error: Error, started: boolean): void {
    if (started) this.#fail(exec, error)
    else this.#rerun(exec, error)
  }

  cancelled(exec: Exec): void {
    if (exec.phase !== 'waiting') return exec.worker?.abandon(exec)
    this.#waiting.leave(exec)
    this.#inside--
    this.#checkQuiet()
  }

  streamBegan(): void {
    this.#inside--
  }

  callerFailed(error: unknown): void {
    this.#options.log.error('Cannot hand over an answer', { error: errorText(error) })
  }

  /** The clock of a worker must be looked at by that time. */
  watch(at: number): void {
    this.#deadlines.watch(at)
  }

  /** No request is taken from now on; those that wait may still be served. Resolves when none runs or waits, or when the time is over. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true
    if (this.#isQuiet()) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs)
      this.#onQuiet = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Refuses everything that still waits, or would again. */
  close(): void {
    this.#closed = true
    for (let exec = this.#waiting.shift(); exec !== undefined; exec = this.#waiting.shift()) {
      this.#fail(exec, poolStopped())
    }
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(): void {
    this.assignment.assertInvariants(this.#options.workers())
    if (this.lending.count < 0) throw new Error(`${this.lending.count} requests are lent`)
    let running = 0
    for (const { execs } of this.#options.workers()) for (const { phase } of execs) if (phase === 'running') running++
    if (running + this.waitingCount > this.#inside)
      throw new Error(`${running} requests run and ${this.waitingCount} wait, counted ${this.#inside}`)
  }

  #rerun(exec: Exec, error: Error): void {
    if (++exec.reruns > maxReruns && !exec.cancelled && !this.#closed) this.#fail(exec, error)
    else this.#putBack(exec)
  }

  /** For a request that was on its way to a worker, or refused by it: it has its turn before those that wait. */
  #putBack(exec: Exec, waitedOn = false): void {
    if (exec.cancelled) this.#leave(exec)
    else if (this.#closed) this.#fail(exec, poolStopped())
    else if (!this.assignment.start(exec)) {
      if (waitedOn) this.#waiting.returnToFront(exec)
      else this.#waiting.putInFront(exec)
      this.lending.onWaiting?.()
    }
    this.#checkQuiet()
  }

  #fail(exec: Exec, error: Error): void {
    this.#leave(exec)
    exec.fail(error)
    this.#checkQuiet()
  }

  /** An exec refused at once reports later, so that the caller has its Execution by then. */
  #refuse(exec: Exec, error: Error): void {
    exec.phase = 'running'
    queueMicrotask(() => this.#fail(exec, error))
  }

  #leave(exec: Exec): void {
    if (exec.phase !== 'streaming') this.#inside--
    exec.phase = 'done'
    exec.worker = undefined
  }

  #checkQuiet(): void {
    if (this.#onQuiet !== undefined && this.#isQuiet()) this.#onQuiet()
  }

  #isQuiet(): boolean {
    return (
      this.waitingCount + this.lending.count === 0 &&
      !Array.from(this.#options.workers()).some((worker) => worker.load > 0)
    )
  }
}
