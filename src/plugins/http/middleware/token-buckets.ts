/** Buckets that are looked at when one must go. */
const chances = 8

/**
 * Token buckets by key, one number each: the time at which the bucket will be full again. Taking a token moves it on by the time
 * one takes to grow back. Beyond the limit full buckets are forgotten first: a forgotten bucket is a full one.
 */
export class TokenBuckets {
  readonly #capacityMs: number
  readonly #tokenMs: number
  readonly #maxKeys: number
  /** A request of a known key changes no table. */
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
    this.#fullAtMs.set(key, fullAtMs)
    if (this.#fullAtMs.size > this.#maxKeys) this.#forgetOne(nowMs)
    return 0
  }

  /** Forgets a full bucket, which costs nothing; when the oldest few are in use, the oldest. */
  #forgetOne(nowMs: number): void {
    for (let round = 0; round < chances; round++) {
      const [key, fullAtMs] = this.#fullAtMs.entries().next().value as [string, number]
      this.#fullAtMs.delete(key)
      if (fullAtMs <= nowMs || round === chances - 1) return
      this.#fullAtMs.set(key, fullAtMs)
    }
  }
}
