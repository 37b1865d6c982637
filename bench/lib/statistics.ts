/** Middle of a set of measurements and how far to trust it. */
export interface Summary {
  readonly median: number
  /** Bounds that hold the true median with about 95 % certainty (order statistics: no assumption about the distribution). */
  readonly low: number
  readonly high: number
}

/** Summarises at least one measurement. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = lowRank(sorted.length)
  return {
    median: median(sorted),
    low: sorted[rank] ?? Number.NaN,
    high: sorted[sorted.length - 1 - rank] ?? Number.NaN,
  }
}

/** Middle value; the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Ratio of each pair of measurements that were taken in the same round. */
export function ratios(ours: readonly number[], theirs: readonly number[]): readonly number[] {
  return ours.map((value, round) => value / (theirs[round] ?? Number.NaN))
}

/** A bound on a summary: reached or missed only when the whole interval is on one side. */
export function verdict(
  summary: Summary,
  kind: 'at least' | 'at most',
  bound: number,
): 'reached' | 'missed' | 'undecided' {
  const reached = kind === 'at least' ? summary.low >= bound : summary.high <= bound
  const missed = kind === 'at least' ? summary.high < bound : summary.low > bound
  return reached ? 'reached' : missed ? 'missed' : 'undecided'
}

/** A random order that a seed repeats. */
export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[result[last], result[other]] = [result[other] as T, result[last] as T]
  }
  return result
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Largest rank r such that the interval from the r-th smallest to the r-th largest misses the true median in at most 5 %. */
function lowRank(count: number): number {
  let tail = 0
  let chance = 0.5 ** count
  for (let rank = 0; rank < count >> 1; rank++) {
    tail += chance
    if (2 * tail > 0.05) return Math.max(0, rank - 1)
    chance = (chance * (count - rank)) / (rank + 1)
  }
  return 0
}
