import { Heap } from '../../../lib/heap.ts'

/** Counts the delayed jobs of this server that are not due yet: the broker's queues of delays are many, and of others too. */
export class Delays {
  /** `performance.now()` milliseconds. */
  readonly #dueMs = new Heap<number>((left, right) => left < right)

  add(delaySeconds: number): void {
    const now = performance.now()
    this.#drop(now)
    this.#dueMs.push(now + delaySeconds * 1000)
  }

  get count(): number {
    this.#drop(performance.now())
    return this.#dueMs.length
  }

  #drop(now: number): void {
    while ((this.#dueMs.first ?? Number.POSITIVE_INFINITY) <= now) this.#dueMs.pop()
  }
}
