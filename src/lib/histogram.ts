/** Counts observations in buckets, as Prometheus does: one comparison per bucket passed, no allocation. */
export class Histogram {
  readonly bounds: readonly number[]
  /** Observations per bucket; the last are those above every bound. */
  readonly counts: number[]
  sum = 0

  /** `bounds` are the upper bounds, rising. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(value: number): void {
    const { bounds, counts } = this
    let bucket = 0
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++
    counts[bucket] = (counts[bucket] as number) + 1
    this.sum += value
  }
}
