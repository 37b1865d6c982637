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

/** Families of several storages as one of each name: samples with equal labels are added up. */
export function addUp(families: readonly MetricFamily[]): MetricFamily[] {
  const byName = new Map<string, Exclude<MetricFamily, { type: 'histogram' }>>()
  const histograms: MetricFamily[] = []
  for (const family of families) {
    if (family.type === 'histogram') histograms.push(family)
    else byName.set(family.name, { ...family, samples: merged(byName.get(family.name)?.samples ?? [], family.samples) })
  }
  return [...byName.values(), ...histograms]
}

function merged(known: readonly MetricSample[], added: readonly MetricSample[]): MetricSample[] {
  const sums = new Map<string, MetricSample>()
  for (const sample of [...known, ...added]) {
    const key = JSON.stringify(sample.labels ?? {})
    sums.set(key, { ...sample, value: sample.value + (sums.get(key)?.value ?? 0) })
  }
  return [...sums.values()]
}
