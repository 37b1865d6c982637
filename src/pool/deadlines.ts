import { Alarm } from '../lib/alarm.ts'
import type { Logger } from '../lib/log.ts'
import { cutOff } from './cut-off.ts'
import type { Exec } from './exec.ts'
import { noFreeWorkers } from './failures.ts'
import type { WaitingLine } from './waiting-line.ts'
import type { Worker } from './worker.ts'

/** Whose deadlines there are. */
export interface DeadlinesOptions {
  readonly log: Logger
  readonly waiting: WaitingLine
  /** The live workers. */
  workers(): Iterable<Worker>
  /** A request has waited too long, and has left the line. */
  fail(exec: Exec, error: Error): void
}

/** The one timer of a pool: looks at the deadlines of requests that run and of those that wait, when the earliest may have passed. */
export class Deadlines {
  readonly #options: DeadlinesOptions
  readonly #alarm = new Alarm((now) => this.#sweep(now))

  constructor(options: DeadlinesOptions) {
    this.#options = options
  }

  /** Somebody's clock must be looked at by that time. */
  watch(at: number): void {
    this.#alarm.arm(at)
  }

  #sweep(now: number): number {
    const { log, waiting } = this.#options
    let next = Number.POSITIVE_INFINITY
    for (const worker of this.#options.workers()) {
      if (worker.load === 0 || worker.failure !== undefined) continue
      const passed = worker.checkDeadline(now)
      if (passed === undefined) next = Math.min(next, worker.nextCheckMs)
      else cutOff(worker, passed, log)
    }
    return Math.min(
      next,
      waiting.sweep(now, (exec) => this.#expire(exec)),
    )
  }

  #expire(exec: Exec): void {
    this.#options.log.error('no free workers in the pool, wait timeout exceed', {
      reason: 'no free workers',
      internal_event_name: 'EventNoFreeWorkers',
      error: 'worker_watcher_get_free_worker: NoFreeWorkers:\n\tcontext deadline exceeded',
    })
    this.#options.fail(exec, noFreeWorkers())
  }
}
