/**
 * One timer for many deadlines. Whoever sets a deadline calls `arm`; when the timer fires, `sweep` handles what is due and answers the
 * earliest deadline left. Deadlines that move later cost nothing: the sweep finds them when the old time comes. Times are
 * milliseconds of `performance.now()`.
 */
export class Alarm {
  readonly #sweep: (now: number) => number
  #timer: NodeJS.Timeout | undefined
  #at = Number.POSITIVE_INFINITY

  /** `sweep` returns the earliest deadline left, or Infinity for none. */
  constructor(sweep: (now: number) => number) {
    this.#sweep = sweep
  }

  /** Makes sure that the sweep runs at that time, or before. */
  arm(at: number): void {
    if (at >= this.#at) return
    clearTimeout(this.#timer)
    this.#at = at
    // One more millisecond: a timer may fire a fraction early, and would find nothing due.
    const delay = Math.min(Math.max(at - performance.now(), 0) + 1, 0x7fff_ffff)
    this.#timer = setTimeout(() => this.#fire(), delay)
    this.#timer.unref()
  }

  #fire(): void {
    this.#at = Number.POSITIVE_INFINITY
    const next = this.#sweep(performance.now())
    if (next < Number.POSITIVE_INFINITY) this.arm(next)
  }
}
