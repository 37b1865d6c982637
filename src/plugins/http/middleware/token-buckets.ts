/**
 * Token buckets by key, one number each: the time at which the bucket will be full again. Taking a token moves it on by the time
 * one takes to grow back. What was used longest ago is forgotten first, which makes its bucket full.
 */
export class TokenBuckets {
  readonly #capacityMs: number
  readonly #tokenMs: number
  readonly #maxKeys: number
  /** Keys in the order of their last use. */
  readonly #fullAtMs = new Map<string, number>()

  /** `tokens` fit in a bucket, one grows back each `tokenMs`. */
  constructor(tokens: number, tokenMs: number, maxKeys: number) {
    this.#capacityMs = tokens * tokenMs
    this.#tokenMs = tokenMs
    this.#maxKeys = maxKeys
  }

  get size(): number {
    return this.#fullAtMs.size
  }

  /** Takes a token: 0. There is none: the milliseconds until there is. */
  take(key: string, nowMs: number): number {
    const fullAtMs = Math.max(this.#fullAtMs.get(key) ?? 0, nowMs) + this.#tokenMs
    const waitMs = fullAtMs - nowMs - this.#capacityMs
    // Sums of fractions come out a hair too high.
    if (waitMs > 1e-6) return waitMs
    this.#fullAtMs.delete(key)
    this.#fullAtMs.set(key, fullAtMs)
    if (this.#fullAtMs.size > this.#maxKeys) this.#fullAtMs.delete(this.#fullAtMs.keys().next().value as string)
    return 0
  }
}
