/*
  Holds jobs of one pipeline back: at most `limit` run at a time, and those of one key one after another, in order.

      enter ──▶ key taken? ──yes──▶ waits behind it                      leave ──▶ the next of its key ─┐
                   │ no: takes it                                                                       ▼
                   └──────────────▶ limit reached? ──yes──▶ waits for all ──▶ free again? ──▶ admitted, back to its queue
                                        └── no: admitted

  A key is taken from `enter` to `leave`, also while its job waits for the limit: so no later job of that key overtakes it.
*/
import { PriorityQueue } from '../priority-queue.ts'

/** What passes a gate. */
export interface Gated {
  readonly priority: number
  /** Set by the gate: it may run. */
  admitted: boolean
}

/** How a gate is made. */
export interface GateOptions<T> {
  /** Most that run at a time. */
  readonly limit: number
  /** The key of one; undefined for one that waits for no other. */
  keyOf(item: T): string | undefined
}

/** The gate of a pipeline. */
export class Gate<T extends Gated> {
  readonly #options: GateOptions<T>
  /** Those that have their key and wait for the limit. */
  readonly #waiting = new PriorityQueue<T>()
  /** Keys that are taken, and who waits for them; undefined for nobody. */
  readonly #keys = new Map<string, PriorityQueue<T> | undefined>()
  #behindKeys = 0
  #admitted = 0

  constructor(options: GateOptions<T>) {
    this.#options = options
  }

  /** Jobs that the gate holds. */
  get held(): number {
    return this.#waiting.length + this.#behindKeys
  }

  /** True: it may run now. False: the gate keeps it, and `leave` gives it out. */
  enter(item: T): boolean {
    if (item.admitted) return true
    const key = this.#options.keyOf(item)
    if (key !== undefined && this.#keys.has(key)) {
      this.#waitFor(key, item)
      return false
    }
    if (key !== undefined) this.#keys.set(key, undefined)
    if (this.#admitted < this.#options.limit) {
      this.#admit(item)
      return true
    }
    this.#waiting.push(item, item.priority)
    return false
  }

  /** One that was admitted has ended, or will not run. Answers those that may run now. */
  leave(item: T): readonly T[] {
    item.admitted = false
    this.#admitted--
    const next = this.#nextOfKey(item)
    if (next !== undefined) this.#waiting.push(next, next.priority)
    const admitted: T[] = []
    while (this.#admitted < this.#options.limit) {
      const first = this.#waiting.shift()
      if (first === undefined) break
      this.#admit(first)
      admitted.push(first)
    }
    return admitted
  }

  /** Forgets all that it holds; those that were admitted still leave. */
  clear(): void {
    for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
      const key = this.#options.keyOf(item)
      if (key !== undefined) this.#keys.delete(key)
    }
    for (const key of this.#keys.keys()) this.#keys.set(key, undefined)
    this.#behindKeys = 0
  }

  #admit(item: T): void {
    item.admitted = true
    this.#admitted++
  }

  #waitFor(key: string, item: T): void {
    const line = this.#keys.get(key) ?? new PriorityQueue<T>()
    line.push(item, item.priority)
    this.#keys.set(key, line)
    this.#behindKeys++
  }

  /** The first that waits for the key of one that has ended: it has the key now. */
  #nextOfKey(item: T): T | undefined {
    const key = this.#options.keyOf(item)
    if (key === undefined) return undefined
    const next = this.#keys.get(key)?.shift()
    if (next === undefined) this.#keys.delete(key)
    else this.#behindKeys--
    return next
  }
}
