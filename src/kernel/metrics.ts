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
