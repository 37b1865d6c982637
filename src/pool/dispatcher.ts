import { Alarm } from '../lib/alarm.ts'
import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { Ring } from '../lib/ring.ts'
import type { EncodedRequest, ExecHandler, Execution, Lending, Loan } from './contract.ts'
import type { Outcome } from './conversation.ts'
import { cutOff } from './cut-off.ts'
import { Exec, type ExecOwner } from './exec.ts'
import { emptyPayload, noFreeWorkers, poolStopped, queueFull, workerGone } from './failures.ts'
import { PipelineRooms } from './pipeline-rooms.ts'
import { QueueDelayError } from './queue-delay.ts'
import type { PoolCounters } from './stats.ts'
import { WaitingLine } from './waiting-line.ts'
import type { Worker } from './worker.ts'

/** What the dispatcher needs to know of its pool. */
export interface DispatcherOptions {
  readonly allocateTimeoutMs: number
  /** Most requests in the pool; 0 for no limit. */
  readonly maxQueueSize: number
  /** Longest predicted wait of a request that is still taken, milliseconds; 0 for no limit. */
  readonly maxQueueDelayMs: number
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
const never = Number.POSITIVE_INFINITY
/** A frame with one option and no payload. */
const emptyRequestBytes = 16

/**
 * Brings requests and workers together: both wait in line, and never on both sides at once. One request per worker at a time. When an
 * answer has come, its worker gets the next request first, then the client gets the answer, then comes the bookkeeping.
 */
export class Dispatcher implements ExecOwner, Lending {
  readonly #options: DispatcherOptions
  readonly #waiting: WaitingLine
  /** Holds workers that have left as well, until they are passed. */
  readonly #idle = new Ring<Worker>()
  readonly #alarm = new Alarm((now) => this.#sweep(now))
  /** Workers that name their answers, have requests, and may take more. */
  readonly #rooms = new PipelineRooms()
  /** Called when a worker has become idle and nobody waits. */
  onFreeWorker: (() => void) | undefined
  onWaiting: (() => void) | undefined
  #inside = 0
  #lent = 0
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
  }

  /** Requests in exec that have not got their first part; spec 01 §8.2. */
  get queueSize(): number {
    return this.#inside
  }

  /** A worker has nothing to do. */
  get hasFreeWorker(): boolean {
    for (let worker = this.#idle.first; worker !== undefined; worker = this.#idle.first) {
      if (isFree(worker)) return true
      this.#idle.shift()
    }
    return false
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
    if (this.#stopped) this.#refuse(exec, poolStopped())
    else if (request.bytes.length - request.receiptBytes <= emptyRequestBytes) this.#refuse(exec, emptyPayload())
    else if (this.#options.maxQueueSize > 0 && this.#inside > this.#options.maxQueueSize)
      this.#refuse(exec, queueFull())
    else this.#admit(exec)
    return exec
  }

  /** A worker may be given requests: it has just booted, or its request is done. */
  idle(worker: Worker): void {
    const exec = this.#waiting.shift()
    worker.enter('idle')
    if (exec === undefined) {
      this.#idle.push(worker)
      this.onFreeWorker?.()
    } else worker.start(exec, performance.now())
    if (worker.depth > 1) this.#fill(worker)
  }

  /** Follows: spec 01 §9.1 steps 8 to 12. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'selfStop') {
      worker.leaves('self_stop')
      this.#options.retire(worker)
      this.#rerun(exec, workerGone())
      return
    }
    const stays = this.#offer(worker)
    this.#leave(exec)
    if (outcome.kind === 'error') exec.fail(outcome.error)
    else exec.part(outcome.context, outcome.body, outcome.codec, false)
    if (!stays) this.#options.retire(worker)
    this.#checkQuiet()
  }

  /** A worker has not read these requests and will not get them: they run elsewhere, in front of the others. */
  recalled(worker: Worker, execs: readonly Exec[]): void {
    for (const exec of execs.toReversed()) this.#putBack(exec)
    if (worker.phase === 'busy' && !this.#offer(worker)) this.#options.retire(worker)
  }

  /** A worker has exited. */
  left(worker: Worker): void {
    this.#rooms.close(worker)
  }

  /** A worker has died with a request. What cannot have started runs again, in front of the others. */
  abandoned(exec: Exec, error: Error, started: boolean): void {
    if (started) this.#fail(exec, error)
    else this.#rerun(exec, error)
  }

  lend(to: Loan): Exec | undefined {
    const exec = this.#waiting.shift()
    if (exec === undefined) return undefined
    exec.phase = 'running'
    exec.worker = to
    this.#lent++
    return exec
  }

  returned(exec: Exec): void {
    this.#lent--
    this.#putBack(exec, true)
  }

  answered(exec: Exec, context: Buffer, body: Buffer, codec: number): void {
    this.#lent--
    this.#leave(exec)
    exec.part(context, body, codec, false)
    this.#checkQuiet()
  }

  failed(exec: Exec, error: Error): void {
    this.#lent--
    this.#fail(exec, error)
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
    this.#alarm.arm(at)
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

  /** The idle worker that has waited longest, taken out of rotation; for whoever removes workers. */
  takeIdle(): Worker | undefined {
    for (let worker = this.#idle.shift(); worker !== undefined; worker = this.#idle.shift()) {
      if (isFree(worker)) return worker
    }
    return undefined
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(): void {
    this.#waiting.assertInvariants()
    const idle = [...this.#idle].filter(isFree)
    if (new Set(idle).size < idle.length) throw new Error('A worker is idle twice')
    if (idle.length > 0 && this.waitingCount > 0)
      throw new Error(`${this.waitingCount} requests wait while ${idle.length} workers are idle`)
    let running = 0
    for (const worker of this.#options.workers()) {
      assertWorker(worker, idle)
      for (const exec of worker.execs) if (exec.phase === 'running') running++
    }
    if (this.#lent < 0) throw new Error(`${this.#lent} requests are lent`)
    if (running + this.waitingCount > this.#inside)
      throw new Error(`${running} requests run and ${this.waitingCount} wait, counted ${this.#inside}`)
  }

  #admit(exec: Exec): void {
    const { maxQueueDelayMs: limitMs } = this.#options
    const waitMs = limitMs === 0 ? 0 : this.#waiting.predictedMs(performance.now())
    if (waitMs > limitMs) this.#refuse(exec, new QueueDelayError(waitMs, limitMs))
    else this.#enqueue(exec)
  }

  #enqueue(exec: Exec): void {
    if (this.waitingCount === 0 && this.#startNow(exec)) return
    this.#waiting.push(exec)
    this.onWaiting?.()
  }

  /** Gives a request to a worker that has none, else to the least loaded that has room for one more. */
  #startNow(exec: Exec): boolean {
    const now = performance.now()
    const worker = this.takeIdle() ?? this.#rooms.find(exec.request, now)
    if (worker === undefined) return false
    worker.start(exec, now)
    if (worker.depth > 1) this.#rooms.open(worker)
    return true
  }

  /** A worker has done a request: gives it what it may have now. False: it must leave. */
  #offer(worker: Worker): boolean {
    if (worker.load > 0) {
      this.#fill(worker)
      return true
    }
    // Several answers came at once, and the first of them has been told: it has been offered what there is.
    if (worker.phase === 'idle') return true
    const { maxExecs } = worker.settings
    if (maxExecs > 0 && worker.numExecs >= maxExecs) {
      worker.leaves('max_jobs')
      worker.become('maxJobsReached')
    }
    // Refused when a limit, a reset or a stop has set another state meanwhile.
    const stays = worker.become('ready')
    if (stays) this.idle(worker)
    return stays
  }

  /** Gives a worker that names its answers as many of the waiting requests as it has room for. */
  #fill(worker: Worker): void {
    const now = performance.now()
    for (let next = this.#waiting.first; next !== undefined && worker.hasRoom(next.request, now); ) {
      this.#waiting.shift()
      worker.start(next, now)
      next = this.#waiting.first
    }
    this.#rooms.open(worker)
  }

  #rerun(exec: Exec, error: Error): void {
    if (++exec.reruns > maxReruns && !exec.cancelled && !this.#closed) this.#fail(exec, error)
    else this.#putBack(exec)
  }

  /** For a request that was on its way to a worker, or refused by it: it has its turn before those that wait. */
  #putBack(exec: Exec, waitedOn = false): void {
    if (exec.cancelled) this.#leave(exec)
    else if (this.#closed) this.#fail(exec, poolStopped())
    else if (!this.#startNow(exec)) {
      if (waitedOn) this.#waiting.returnToFront(exec)
      else this.#waiting.putInFront(exec)
      this.onWaiting?.()
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
      this.waitingCount + this.#lent === 0 && !Array.from(this.#options.workers()).some((worker) => worker.load > 0)
    )
  }

  #sweep(now: number): number {
    const { log } = this.#options
    let next = never
    for (const worker of this.#options.workers()) {
      if (worker.load === 0 || worker.failure !== undefined) continue
      const passed = worker.checkDeadline(now)
      if (passed === undefined) next = Math.min(next, worker.nextCheckMs)
      else cutOff(worker, passed, log)
    }
    return Math.min(
      next,
      this.#waiting.sweep(now, (exec) => this.#expire(exec)),
    )
  }

  #expire(exec: Exec): void {
    this.#options.log.error('no free workers in the pool, wait timeout exceed', {
      reason: 'no free workers',
      internal_event_name: 'EventNoFreeWorkers',
      error: 'worker_watcher_get_free_worker: NoFreeWorkers:\n\tcontext deadline exceeded',
    })
    this.#fail(exec, noFreeWorkers())
  }
}

function isFree(worker: Worker): boolean {
  return worker.phase === 'idle' && worker.state === 'ready'
}

function assertWorker(worker: Worker, idle: readonly Worker[]): void {
  const { pid, phase, load } = worker
  for (const exec of worker.execs)
    if (exec.worker !== worker) throw new Error(`Worker ${pid} runs a request of another`)
  if (phase === 'idle' && load > 0) throw new Error(`Worker ${pid} is idle and has a request`)
  if (phase === 'busy' && load === 0) throw new Error(`Worker ${pid} is busy without a request`)
  if (isFree(worker) && !idle.includes(worker)) throw new Error(`Worker ${pid} is idle, and nobody knows`)
}
