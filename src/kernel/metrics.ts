/** Labels of a sample by name. Values come from a bounded set: each combination is a time series of its own. */
export type MetricLabels = Readonly<Record<string, string>>

/** One value. */
export interface MetricSample {
  readonly labels?: MetricLabels
  readonly value: number
}

/** What a histogram has counted. */
export interface HistogramSample {
  readonly labels?: MetricLabels
  /** Observations per bucket, one more than the family has bounds: the last are those above every bound. */
  readonly counts: readonly number[]
  readonly sum: number
}

/** Values of one name, as a plugin counts them. Read when somebody asks for the metrics, never on the way of a request. */
export type MetricFamily =
  | {
      readonly name: string
      readonly help: string
      readonly type: 'counter' | 'gauge'
      readonly samples: readonly MetricSample[]
    }
  | {
      readonly name: string
      readonly help: string
      readonly type: 'histogram'
      /** Upper bounds of the buckets, rising, without +Inf. */
      readonly bounds: readonly number[]
      readonly samples: readonly HistogramSample[]
    }

/** Families of several parts as one of each name: samples with equal labels are added up. Families of one name must be of one kind. */
export function addUp(families: readonly MetricFamily[]): MetricFamily[] {
  const byName = new Map<string, MetricFamily>()
  for (const family of families) {
    const known = byName.get(family.name)
    byName.set(family.name, known === undefined ? family : together(known, family))
  }
  return [...byName.values()]
}

function together(one: MetricFamily, other: MetricFamily): MetricFamily {
  if (one.type !== 'histogram' && other.type !== 'histogram')
    return { ...one, samples: merged(one.samples, other.samples, (a, b) => ({ ...a, value: a.value + b.value })) }
  if (one.type !== 'histogram' || other.type !== 'histogram') return one
  return { ...one, samples: merged(one.samples, other.samples, addHistograms) }
}

function addHistograms(one: HistogramSample, other: HistogramSample): HistogramSample {
  return {
    ...one,
    counts: one.counts.map((count, index) => count + (other.counts[index] ?? 0)),
    sum: one.sum + other.sum,
  }
}

function merged<Sample extends { readonly labels?: MetricLabels }>(
  known: readonly Sample[],
  added: readonly Sample[],
  add: (one: Sample, other: Sample) => Sample,
): Sample[] {
  const sums = new Map<string, Sample>()
  for (const sample of [...known, ...added]) {
    const key = JSON.stringify(sample.labels ?? {})
    const before = sums.get(key)
    sums.set(key, before === undefined ? sample : add(before, sample))
  }
  return [...sums.values()]
}
