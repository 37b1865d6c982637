import type { Exec } from './exec.ts'
import { IdleWorkers } from './idle-workers.ts'
import { PipelineRooms } from './pipeline-rooms.ts'
import type { WaitingLine } from './waiting-line.ts'
import type { Worker } from './worker.ts'

/** Who gets whom: requests wait in line, workers for requests, and never both at once. */
export class Assignment {
  /** Called when a worker has become idle and nobody waits. */
  onFreeWorker: (() => void) | undefined
  /** Called then, and when a worker that names its answers has done one of several and nobody waits. */
  onRoom: (() => void) | undefined
  readonly #waiting: WaitingLine
  readonly #idle = new IdleWorkers()
  /** Workers that name their answers, have requests, and may take more. */
  readonly #rooms = new PipelineRooms()

  constructor(waiting: WaitingLine) {
    this.#waiting = waiting
  }

  /** A worker has nothing to do. */
  get hasFreeWorker(): boolean {
    return this.#idle.any
  }

  /** A worker has nothing to do, or would take a short request ahead. */
  get hasRoom(): boolean {
    return this.#idle.any || (this.#waiting.length === 0 && this.#rooms.hasAny(performance.now()))
  }

  /** A new request: it starts, or waits. Answers whether it has started. */
  add(exec: Exec): boolean {
    if (this.#waiting.length === 0 && this.start(exec)) return true
    this.#waiting.push(exec)
    return false
  }

  /** Gives a request to a worker that has none, else to the least loaded that has room for one more. False: nobody can take it now. */
  start(exec: Exec): boolean {
    const now = performance.now()
    const worker = this.#idle.take() ?? this.#rooms.find(exec.request, now)
    if (worker === undefined) return false
    worker.start(exec, now)
    if (worker.depth > 1) this.#rooms.open(worker)
    return true
  }

  /** A worker may be given requests: it has just booted, or its request is done. */
  idle(worker: Worker): void {
    const exec = this.#waiting.shift()
    worker.enter('idle')
    if (exec === undefined) {
      this.#idle.push(worker)
      this.onFreeWorker?.()
      this.onRoom?.()
    } else worker.start(exec, performance.now())
    if (worker.depth > 1) this.#fill(worker)
  }

  /** A worker has done a request: gives it what it may have now. False: it must leave. */
  offer(worker: Worker): boolean {
    if (worker.load > 0) {
      this.#fill(worker)
      if (this.#waiting.length === 0) this.onRoom?.()
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

  /** The idle worker that has waited longest, taken out of rotation; for whoever removes workers. */
  takeIdle(): Worker | undefined {
    return this.#idle.take()
  }

  /** A worker has exited. */
  left(worker: Worker): void {
    this.#rooms.close(worker)
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(workers: Iterable<Worker>): void {
    this.#waiting.assertInvariants()
    this.#idle.assertInvariants(workers)
    const { length } = this.#waiting
    if (this.#idle.any && length > 0) throw new Error(`${length} requests wait while a worker is idle`)
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
}
