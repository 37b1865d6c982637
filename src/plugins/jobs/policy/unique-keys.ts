import { RRError } from '../../../lib/errors.ts'
import type { Lease, Leases } from '../../lock/contract.ts'
import type { Message } from '../contract.ts'
import type { Policy } from './config.ts'

/** A key that a push has taken: kept for its time when the job was accepted, given back when it was not. */
export interface TakenKey {
  release(): void | Promise<void>
}

/** The keys of one pipeline. */
export interface UniqueKeys {
  /** Takes the key of a message; undefined when it is taken. */
  take(key: string): TakenKey | undefined | Promise<TakenKey | undefined>
}

/** Most keys that this server remembers for a pipeline. */
const keysMax = 1_000_000

/**
 * The keys that this server has seen, each for a time. They end with the process: after a restart a job may be pushed twice, none is
 * refused that is not there.
 */
export class InstanceKeys implements UniqueKeys {
  readonly #pipeline: string
  readonly #ttlMs: number
  readonly #now: () => number
  /** Until when each is taken, in the order in which they end: all last equally long. */
  readonly #until = new Map<string, number>()

  constructor(pipeline: string, ttlMs: number, now: () => number = () => performance.now()) {
    this.#pipeline = pipeline
    this.#ttlMs = ttlMs
    this.#now = now
  }

  take(key: string): TakenKey | undefined {
    const now = this.#now()
    this.#dropEnded(now)
    if (this.#until.has(key)) return undefined
    if (this.#until.size >= keysMax) throw new RRError('RR_JOBS_UNIQUE_FULL', [this.#pipeline, keysMax])
    const until = now + this.#ttlMs
    this.#until.set(key, until)
    return {
      // Another push may have it by then.
      release: () => void (this.#until.get(key) === until && this.#until.delete(key)),
    }
  }

  #dropEnded(now: number): void {
    for (const [key, until] of this.#until) {
      if (until > now) return
      this.#until.delete(key)
    }
  }
}

/** The keys of all servers that share the locks: each is a lease that nobody renews. */
export class SharedKeys implements UniqueKeys {
  readonly #leases: Leases
  readonly #prefix: string
  readonly #ttlMs: number

  constructor(leases: Leases, pipeline: string, ttlMs: number) {
    this.#leases = leases
    this.#prefix = `jobs unique ${pipeline} `
    this.#ttlMs = ttlMs
  }

  async take(key: string): Promise<TakenKey | undefined> {
    const lease: Lease | undefined = await this.#leases.lease(this.#prefix + key, this.#ttlMs)
    if (lease === undefined) return undefined
    return {
      release: async () => {
        await lease.release()
      },
    }
  }
}

/** The key of a message; undefined when it may be pushed as often as it comes. */
export function keyOf({ headers }: Message, unique: NonNullable<Policy['unique']>): string | undefined {
  return headers[unique.header]?.[0] || undefined
}

/** Pushes into a pipeline each of whose keys counts once. */
export class UniquePush {
  readonly #keys: UniqueKeys
  readonly #unique: NonNullable<Policy['unique']>

  constructor(keys: UniqueKeys, unique: NonNullable<Policy['unique']>) {
    this.#keys = keys
    this.#unique = unique
  }

  /**
   * Pushes those whose keys are free, in order. A taken one is left out with `ignore`; else what came before it is pushed, and then it is
   * refused with RR_JOBS_DUPLICATE. What `push` does not accept gives its keys back: it may come twice then, never be lost.
   */
  async push(
    messages: readonly Message[],
    push: (accepted: readonly Message[]) => void | Promise<void>,
    refused: () => void,
  ): Promise<number> {
    const accepted: Message[] = []
    const taken: TakenKey[] = []
    let duplicate: RRError | undefined
    try {
      for (const message of messages) {
        const key = keyOf(message, this.#unique)
        const own = key === undefined ? undefined : await this.#keys.take(key)
        if (key === undefined || own !== undefined) {
          accepted.push(message)
          if (own !== undefined) taken.push(own)
          continue
        }
        refused()
        if (this.#unique.ignore) continue
        duplicate = new RRError('RR_JOBS_DUPLICATE', [message.pipeline, key])
        break
      }
      if (accepted.length > 0) await push(accepted)
    } catch (error) {
      for (const own of taken) await own.release()
      throw error
    }
    if (duplicate !== undefined) throw duplicate
    return accepted.length
  }
}
