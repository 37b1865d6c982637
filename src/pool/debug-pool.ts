import { availableParallelism } from 'node:os'
import { Alarm } from '../lib/alarm.ts'
import type { Logger } from '../lib/log.ts'
import type { WorkerInfo } from '../lib/worker-info.ts'
import type { Booting } from './booting.ts'
import type { EncodedRequest, ExecHandler, Execution, Pool } from './contract.ts'
import type { Outcome } from './conversation.ts'
import { Exec, type ExecOwner } from './exec.ts'
import { cannotAllocate, execTtlPassed, poolStopped, workerGone } from './failures.ts'
import { stopWorker } from './stopping.ts'
import type { Worker, WorkerOwner } from './worker.ts'

/** How often a request may be given to a new worker because the one it had asked to be replaced. */
const maxReruns = 16

/**
 * `pool.debug`: a fresh worker for each request, so that every request sees the code as it is now. Nothing is limited but `exec_ttl`.
 * Follows: spec 01 §12, §18 D6, D11.
 */
export class DebugPool implements Pool, WorkerOwner, ExecOwner {
  readonly debug = true
  readonly #booting: Booting
  readonly #log: Logger
  readonly #workers = new Set<Worker>()
  readonly #alarm = new Alarm((now) => this.#sweep(now))
  #inside = 0
  #closed = false
  onFreeWorker: (() => void) | undefined
  onRoom: (() => void) | undefined

  constructor(booting: Booting, log: Logger) {
    this.#booting = booting
    this.#log = log
  }

  get queueSize(): number {
    return 0
  }

  /** For owners with a queue; others may start as many as they like. */
  get hasFreeWorker(): boolean {
    return this.#inside < availableParallelism()
  }

  get hasRoom(): boolean {
    return this.hasFreeWorker
  }

  exec(request: EncodedRequest, handler: ExecHandler): Execution {
    const exec = new Exec(request, handler, this)
    this.#inside++
    this.#log.debug('executing in debug mode, worker will be destroyed after response is received')
    if (this.#closed) queueMicrotask(() => this.#fail(exec, cannotAllocate(poolStopped())))
    else void this.#run(exec)
    return exec
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    return []
  }

  countByState(): Readonly<Record<string, number>> {
    return {}
  }

  async addWorker(): Promise<void> {
    this.#log.warn('add worker operation is not allowed in debug mode')
  }

  async removeWorker(): Promise<void> {
    this.#log.warn('remove worker operation is not allowed in debug mode')
  }

  async reset(): Promise<void> {}

  async destroy(graceMs: number): Promise<void> {
    this.#closed = true
    const timer = setTimeout(() => {
      for (const worker of this.#workers) worker.process.kill()
    }, graceMs)
    await Promise.all([...this.#workers].map((worker) => worker.process.exited))
    clearTimeout(timer)
  }

  cancelled(exec: Exec): void {
    exec.worker?.abandon(exec)
  }

  streamBegan(): void {}

  callerFailed(error: unknown): void {
    this.#log.error('Cannot hand over an answer', { error: error as Error })
  }

  settled(worker: Worker, exec: Exec, outcome: Outcome): void {
    if (outcome.kind === 'selfStop') this.#rerun(exec)
    else {
      if (outcome.kind === 'error') exec.fail(outcome.error)
      else exec.part(outcome.context, outcome.body, outcome.codec, false)
      this.#left()
    }
    void stopWorker(worker, this.#log)
  }

  abandoned(_worker: Worker, exec: Exec, error: Error): void {
    this.#fail(exec, error)
  }

  /** Its workers have one request at a time: none can be taken back. */
  recalled(): void {}

  unsolicited(): void {}

  watch(at: number): void {
    this.#alarm.arm(at)
  }

  exited(worker: Worker): void {
    this.#workers.delete(worker)
  }

  async #run(exec: Exec): Promise<void> {
    try {
      if (this.#closed) throw poolStopped()
      const worker = await this.#booting.boot(this, (booted) => this.#workers.add(booted))
      if (worker.phase === 'dead') throw workerGone()
      worker.enter('idle')
      if (exec.cancelled) {
        void stopWorker(worker, this.#log)
        return this.#left()
      }
      worker.start(exec, performance.now())
    } catch (error) {
      this.#fail(exec, cannotAllocate(error))
    }
  }

  #rerun(exec: Exec): void {
    if (exec.cancelled) this.#left()
    else if (++exec.reruns > maxReruns) this.#fail(exec, workerGone())
    else void this.#run(exec)
  }

  #fail(exec: Exec, error: Error): void {
    exec.fail(error)
    this.#left()
  }

  #left(): void {
    this.#inside--
    this.onFreeWorker?.()
    this.onRoom?.()
  }

  #sweep(now: number): number {
    let next = Number.POSITIVE_INFINITY
    for (const worker of this.#workers) {
      if (worker.load === 0 || worker.failure !== undefined) continue
      if (worker.checkDeadline(now) === undefined) next = Math.min(next, worker.nextCheckMs)
      else worker.kill(execTtlPassed(), 'undefined')
    }
    return next
  }
}
