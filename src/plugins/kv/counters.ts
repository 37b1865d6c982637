import type { MetricFamily, MetricSample } from '../../kernel/metrics.ts'

/** What is counted of one storage. */
export interface StorageCounts {
  readonly calls: Map<string, number>
  errors: number
  hits: number
  misses: number
}

/** A storage's counts, with the labels under which they are told. */
export interface CountedStorage {
  readonly name: string
  readonly driver: string
  readonly counts: StorageCounts
}

/** Counts from zero. */
export function newCounts(): StorageCounts {
  return { calls: new Map(), errors: 0, hits: 0, misses: 0 }
}

/** The counts of all storages as metrics. */
export function countFamilies(storages: readonly CountedStorage[]): MetricFamily[] {
  const each = (value: (counts: StorageCounts) => number): MetricSample[] =>
    storages.map(({ name, driver, counts }) => ({ labels: { storage: name, driver }, value: value(counts) }))
  const calls = storages.flatMap(({ name, driver, counts }) =>
    [...counts.calls].map(([operation, value]) => ({ labels: { storage: name, driver, operation }, value })),
  )
  const counter = (name: string, help: string, samples: readonly MetricSample[]): MetricFamily => {
    return { name, help, type: 'counter', samples }
  }
  return [
    counter('rr_kv_operations_total', 'Calls to a storage, by operation.', calls),
    counter(
      'rr_kv_errors_total',
      'Calls to a storage that failed.',
      each(({ errors }) => errors),
    ),
    counter(
      'rr_kv_hits_total',
      'Keys asked for that were there.',
      each(({ hits }) => hits),
    ),
    counter(
      'rr_kv_misses_total',
      'Keys asked for that were absent or expired.',
      each(({ misses }) => misses),
    ),
  ]
}
