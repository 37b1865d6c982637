import { RRError } from '../lib/errors.ts'
import { formatMilliseconds } from '../lib/go-duration.ts'
import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { poolStopped, spawnTimeout } from './failures.ts'
import { outputOf } from './start-output.ts'
import { dismissWorker } from './stopping.ts'
import type { Worker } from './worker.ts'

/** What a reset needs of the fleet. */
export interface GenerationsOptions {
  /** Workers replaced at a time; 0: all at once. */
  readonly batch: number
  readonly allocateTimeoutMs: number
  /** How long the workers of before may take to finish. */
  readonly resetTimeoutMs: number
  readonly log: Logger
  readonly workers: ReadonlySet<Worker>
  /** Workers that should be alive. */
  target(): number
  /** Starts so many of the latest generation: all, or none and an error. */
  bootAll(count: number, givenUp: AbortSignal): Promise<Worker[]>
  join(worker: Worker): void
}

/**
 * Replaces all workers of a pool: boots as many new ones, and only when all are up lets those of before go, each after its request. With a
 * batch it does so in waves, the next one when the workers of before have made room. When a worker does not come up, those that are left
 * go on serving. Follows: design D5; spec 01 §13.3.
 */
export class Generations {
  readonly #options: GenerationsOptions
  readonly #givenUp = new AbortController()
  /** Workers that boot now are of this one. */
  #latest = 0
  /** Workers of before this one serve no more. */
  #oldest = 0
  #resetting: Promise<void> = Promise.resolve()
  #queued = false

  constructor(options: GenerationsOptions) {
    this.#options = options
  }

  get latest(): number {
    return this.#latest
  }

  /** Whether a worker of that generation may still serve. */
  serves(generation: number): boolean {
    return generation >= this.#oldest
  }

  /** One reset after the other; of those asked for while one runs, one is done behind it for all. */
  reset(): Promise<void> {
    if (this.#queued) return this.#resetting
    this.#queued = true
    const run = async (): Promise<void> => {
      this.#queued = false
      await this.#replaceAll()
    }
    this.#resetting = this.#resetting.then(run, run)
    return this.#resetting
  }

  /** No reset any more: one that runs ends at once, its new workers are killed. */
  giveUp(): void {
    this.#givenUp.abort(poolStopped())
  }

  async #replaceAll(): Promise<void> {
    this.#latest++
    const total = this.#options.target()
    for (let replaced = 0; replaced < total; ) {
      const count = Math.min(this.#options.batch || total, total - replaced)
      const fresh = await this.#boot(count, replaced, total)
      replaced += count
      await this.#shift(fresh, replaced === total)
    }
  }

  async #boot(count: number, replaced: number, total: number): Promise<Worker[]> {
    try {
      this.#givenUp.signal.throwIfAborted()
      return await this.#options.bootAll(count, this.#givenUp.signal)
    } catch (error) {
      throw this.#givenUp.signal.aborted ? error : this.#explained(error, replaced, total)
    }
  }

  /** From here on the old workers count no more; their exits bring no replacement. Resolves when they are gone. */
  async #shift(fresh: readonly Worker[], last: boolean): Promise<void> {
    const { log, resetTimeoutMs, workers } = this.#options
    const old = [...workers].filter(({ generation, state }) => generation < this.#latest && state !== 'destroyed')
    if (last) this.#oldest = this.#latest
    const leaving = last ? old : old.filter(({ joined }) => joined).slice(0, fresh.length)
    for (const worker of leaving) {
      worker.leaves('reset')
      worker.become('destroyed')
    }
    for (const worker of fresh) this.#options.join(worker)
    await Promise.all(leaving.map((worker) => dismissWorker(worker, log, resetTimeoutMs)))
  }

  #explained(error: unknown, replaced: number, total: number): RRError {
    const others =
      replaced === 0 ? 'the old ones go on serving' : `${replaced} of ${total} were replaced, the others go on`
    if (errorText(error).endsWith(spawnTimeout().message)) {
      const limit = formatMilliseconds(this.#options.allocateTimeoutMs)
      return new RRError('RR_POOL_RESET_TIMED_OUT', [limit, others], { cause: error })
    }
    return new RRError('RR_POOL_RESET_FAILED', [errorText(error), others, outputOf(error)], { cause: error })
  }
}
