/** Random numbers that a seed repeats. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 to `below` − 1. */
  below(below: number): number {
    // Follows: mulberry32 by Tommy Ettinger, public domain.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True that often of a hundred. */
  percent(often: number): boolean {
    return this.below(100) < often
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }
}
