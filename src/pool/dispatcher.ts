import { Alarm } from '../lib/alarm.ts'
import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { Ring } from '../lib/ring.ts'
import type { EncodedRequest, ExecHandler, Execution } from './contract.ts'
import { Exec, type ExecOwner } from './exec.ts'
import { emptyPayload, execTtlPassed, noFreeWorkers, poolStopped, queueFull, workerGone } from './failures.ts'
import type { Outcome, Worker } from './worker.ts'

/** What the dispatcher needs to know of its pool. */
export interface DispatcherOptions {
  readonly allocateTimeoutMs: number
  /** Most requests in the pool; 0 for no limit. */
  readonly maxQueueSize: number
  readonly log: Logger
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

/**
 * Brings requests and workers together: both wait in line, and never on both sides at once. One request per worker at a time. When an
 * answer has come, its worker gets the next request first, then the client gets the answer, then comes the bookkeeping.
 */
export class Dispatcher implements ExecOwner {
  readonly #options: DispatcherOptions
  readonly #waiting = new Ring<Exec>()
  readonly #idle = new Ring<Worker>()
  readonly #alarm: Alarm
  #waitingCount = 0
  #inside = 0
  #stopped = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#alarm = new Alarm((now) => this.#sweep(now))
  }

  /** Requests in exec that have not got their first part; spec 01 §8.2. */
  get queueSize(): number {
    return this.#inside
  }

  /** Requests that wait for a worker. */
  get waitingCount(): number {
    return this.#waitingCount
  }

  exec(request: EncodedRequest, handler: ExecHandler): Execution {
    const exec = new Exec(request, handler, this)
    this.#inside++
    if (this.#stopped) this.#refuse(exec, poolStopped())
    else if (request.bytes.length - request.receiptBytes <= emptyRequestBytes) this.#refuse(exec, emptyPayload())
    else if (this.#options.maxQueueSize > 0 && this.#inside > this.#options.maxQueueSize)
      this.#refuse(exec, queueFull())
    else this.#enqueue(exec)
    return exec
  }

  /** A worker may be given requests: it has just booted, or its request is done. */
  idle(worker: Worker): void {
    const exec = this.#nextWaiting()
    if (exec === undefined) {
      worker.enter('idle')
      this.#idle.push(worker)
    } else this.#run(worker, exec)
  }

  /** Follows: spec 01 §9.1 steps 8 to 12. */
  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'selfStop') {
      this.#options.retire(worker)
      this.#rerun(exec, workerGone())
      return
    }
    const { maxExecs } = worker.settings
    const stays =
      maxExecs > 0 && worker.numExecs >= maxExecs ? !worker.become('maxJobsReached') : worker.become('ready')
    if (stays) this.idle(worker)
    this.#leave(exec)
    if (outcome.kind === 'error') exec.fail(outcome.error)
    else exec.part(outcome.context, outcome.body, outcome.codec, false)
    if (!stays) this.#options.retire(worker)
  }

  /** A worker has died with a request. What cannot have started runs again, in front of the others. */
  abandoned(exec: Exec, error: Error, started: boolean): void {
    if (started) this.#fail(exec, error)
    else this.#rerun(exec, error)
  }

  cancelled(exec: Exec): void {
    if (exec.phase === 'waiting') {
      exec.phase = 'done'
      this.#waitingCount--
      this.#inside--
    } else exec.worker?.abandon(exec)
  }

  streamBegan(): void {
    this.#inside--
  }

  callerFailed(error: unknown): void {
    this.#options.log.error('Cannot hand over an answer', { error: errorText(error) })
  }

  /** No request is taken from now on; those that wait may still be served. */
  stop(): void {
    this.#stopped = true
  }

  /** Refuses everything that still waits. */
  failWaiting(): void {
    for (let exec = this.#nextWaiting(); exec !== undefined; exec = this.#nextWaiting()) this.#fail(exec, poolStopped())
    this.#alarm.stop()
  }

  /** The idle worker that has waited longest, taken out of rotation; for whoever removes workers. */
  takeIdle(): Worker | undefined {
    for (let worker = this.#idle.shift(); worker !== undefined; worker = this.#idle.shift()) {
      if (worker.phase === 'idle' && worker.state === 'ready') return worker
    }
    return undefined
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(): void {
    const idle = [...this.#idle].filter((worker) => worker.phase === 'idle' && worker.state === 'ready')
    if (idle.length > 0 && this.#waitingCount > 0)
      throw new Error(`${this.#waitingCount} requests wait while ${idle.length} workers are idle`)
    for (const worker of this.#options.workers()) {
      if (worker.exec !== undefined && worker.exec.worker !== worker)
        throw new Error(`Worker ${worker.pid} runs a request of another`)
      if (worker.phase === 'idle' && worker.exec !== undefined)
        throw new Error(`Worker ${worker.pid} is idle and has a request`)
      if (worker.phase === 'busy' && worker.exec === undefined)
        throw new Error(`Worker ${worker.pid} is busy without a request`)
    }
    const waiting = [...this.#waiting].filter((exec) => exec.phase === 'waiting').length
    if (waiting !== this.#waitingCount) throw new Error(`${waiting} requests wait, counted ${this.#waitingCount}`)
  }

  #enqueue(exec: Exec): void {
    const worker = this.takeIdle()
    if (worker !== undefined) return this.#run(worker, exec)
    this.#wait(exec)
    this.#waiting.push(exec)
  }

  #wait(exec: Exec): void {
    exec.phase = 'waiting'
    exec.worker = undefined
    exec.waitUntil = performance.now() + this.#options.allocateTimeoutMs
    this.#waitingCount++
    this.#alarm.arm(exec.waitUntil)
  }

  #nextWaiting(): Exec | undefined {
    for (let exec = this.#waiting.shift(); exec !== undefined; exec = this.#waiting.shift()) {
      if (exec.phase !== 'waiting') continue
      this.#waitingCount--
      return exec
    }
    return undefined
  }

  #run(worker: Worker, exec: Exec): void {
    const now = performance.now()
    if (worker.phase !== 'idle') worker.enter('idle')
    worker.start(exec, now)
    this.#alarm.arm(worker.nextCheckMs)
  }

  #rerun(exec: Exec, error: Error): void {
    exec.reruns++
    if (exec.cancelled) this.#leave(exec)
    else if (exec.reruns > maxReruns) this.#fail(exec, error)
    else {
      this.#wait(exec)
      this.#waiting.unshift(exec)
      const worker = this.takeIdle()
      if (worker !== undefined) this.idle(worker)
    }
  }

  #fail(exec: Exec, error: Error): void {
    this.#leave(exec)
    exec.fail(error)
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

  #sweep(now: number): number {
    return Math.min(this.#sweepWorkers(now), this.#sweepWaiting(now))
  }

  #sweepWorkers(now: number): number {
    let next = never
    for (const worker of this.#options.workers()) {
      if (worker.exec === undefined || worker.failure !== undefined) continue
      const passed = worker.checkDeadline(now)
      if (passed !== undefined) this.#cutOff(worker, passed)
      else next = Math.min(next, worker.nextCheckMs)
    }
    return next
  }

  #cutOff(worker: Worker, passed: 'exec_ttl' | 'stream_timeout' | 'request lost'): void {
    const { log } = this.#options
    const fields = { pid: worker.pid, internal_event_name: 'EventWorkerError' }
    if (passed === 'exec_ttl') {
      log.warn('worker stopped, and will be restarted', {
        reason: 'execTTL timeout elapsed',
        pid: worker.pid,
        internal_event_name: 'EventExecTTL',
      })
      worker.kill(execTtlPassed(), 'undefined')
    } else if (passed === 'stream_timeout') {
      log.warn('stream cancel error', { reason: 'no end of stream within stream_timeout', ...fields })
      worker.kill(workerGone())
    } else {
      log.warn(
        'request was taken from the pipe, but not by the worker: it is replaced, and the request runs again',
        fields,
      )
      worker.kill(workerGone())
    }
  }

  #sweepWaiting(now: number): number {
    if (this.#waitingCount === 0) return never
    let next = never
    let extensionMs: number | undefined
    for (const exec of Array.from(this.#waiting)) {
      if (exec.phase !== 'waiting') continue
      if (exec.waitUntil <= now && !exec.extended) {
        exec.extended = true
        extensionMs ??= this.#options.pressure()
        exec.waitUntil += extensionMs
      }
      if (exec.waitUntil <= now) this.#expire(exec)
      else next = Math.min(next, exec.waitUntil)
    }
    this.#waiting.filter((exec) => exec.phase === 'waiting')
    return next
  }

  #expire(exec: Exec): void {
    this.#waitingCount--
    this.#options.log.error('no free workers in the pool, wait timeout exceed', {
      reason: 'no free workers',
      internal_event_name: 'EventNoFreeWorkers',
      error: 'worker_watcher_get_free_worker: NoFreeWorkers:\n\tcontext deadline exceeded',
    })
    this.#fail(exec, noFreeWorkers())
  }
}

/** A frame with one option and no payload. */
const emptyRequestBytes = 16
