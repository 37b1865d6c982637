import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { pause } from './booting.ts'
import { cannotAllocate } from './failures.ts'
import type { Worker } from './worker.ts'

/** What the replacement of lost workers needs of the fleet. */
export interface ReplacementOptions {
  readonly allocateTimeoutMs: number
  readonly log: Logger
  /** Aborted when nothing is to be replaced any more. */
  readonly closing: AbortSignal
  /** Starts one worker and takes it in; rejects when it does not come up. */
  addOne(): Promise<void>
  /** Whether a place is free. */
  wanted(): boolean
  /** Whether any worker serves. */
  anyServes(): boolean
  /** No worker could be kept alive for all of `allocate_timeout`. */
  onFatal(error: Error): void
}

const retryMs = 1000
const retryMaxMs = 30_000
/** Lives shorter than this, `crashLives` in a row, make the pool wait before the next; spec 01 §18 D23. */
const shortLifeMs = 1000
const crashLives = 3
const crashDelayMaxMs = 5000

/**
 * Fills the places of workers that have left: at once, with a growing pause when they keep crashing or do not come up, and without ever
 * giving up. Follows: spec 01 §8.4, §18 D17, D18, D23.
 */
export class Replacement {
  readonly #options: ReplacementOptions
  #shortLives = 0

  constructor(options: ReplacementOptions) {
    this.#options = options
  }

  /** A worker that served has exited: how long it lived decides how long the next one waits. */
  left(worker: Worker): void {
    const crashed = !worker.toldToStop && performance.now() - worker.createdMs < shortLifeMs
    this.#shortLives = crashed ? this.#shortLives + 1 : 0
  }

  /** A place may be free. */
  fill(): void {
    void this.#fill()
  }

  async #fill(): Promise<void> {
    const { closing } = this.#options
    await pause(crashDelay(this.#shortLives), closing)
    const since = performance.now()
    for (let attempt = 0; !closing.aborted && this.#options.wanted(); attempt++) {
      try {
        await this.#options.addOne()
        return
      } catch (error) {
        if (closing.aborted || !this.#options.wanted()) return
        await pause(this.#failed(error, attempt, since), closing)
      }
    }
  }

  /** Says so, and how long to wait before the next attempt. */
  #failed(error: unknown, attempt: number, since: number): number {
    const { allocateTimeoutMs, log } = this.#options
    const late = performance.now() - since >= allocateTimeoutMs
    const message =
      attempt === 0 ? 'allocate' : late ? 'failed to allocate the worker' : 'allocate retry attempt failed'
    log.error(message, { error: cannotAllocate(error), internal_event_name: 'EventWorkerError' })
    if (!late) return retryMs
    if (!this.#options.anyServes()) {
      this.#options.onFatal(new Error(`no workers available, can't run the application: ${errorText(error)}`))
    }
    return Math.min(retryMs * 2 ** Math.min(attempt, 5), retryMaxMs)
  }
}

/** How long to wait after so many short lives in a row, milliseconds. */
export function crashDelay(shortLives: number): number {
  return shortLives < crashLives ? 0 : Math.min(100 * 2 ** (shortLives - crashLives), crashDelayMaxMs)
}
