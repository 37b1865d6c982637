import { Counter, Gauge, Histogram, type Registry, Summary } from 'prom-client'
import type { CollectorConfig } from './config.ts'
import { quantilesOf } from './objectives.ts'

/** The kinds of collectors, as users write them. */
export const collectorTypes = ['histogram', 'gauge', 'counter', 'summary'] as const
export type CollectorType = (typeof collectorTypes)[number]

/** True for a kind of collector; the case counts. */
export function isCollectorType(type: string): type is CollectorType {
  return (collectorTypes as readonly string[]).includes(type)
}

/** What is done to a collector by RPC. */
export type Operation = 'Add' | 'Sub' | 'Set' | 'Observe'

/** A collector that PHP fills. */
export interface Collector {
  readonly fullName: string
  /** What must agree with every other collector that ever had this name. */
  readonly signature: string
  readonly labels: readonly string[]
  /** What may be done to it. */
  readonly operations: Readonly<Partial<Record<Operation, (value: number, labels: readonly string[]) => void>>>
  readonly type: CollectorType
}

/** Go's client keeps observations for ten minutes in five slices. */
const summaryWindow = { maxAgeSeconds: 600, ageBuckets: 5 }

/** Makes a collector and registers it. */
export function openCollector(
  name: string,
  config: CollectorConfig,
  type: CollectorType,
  registry: Registry,
): Collector {
  const labels = config.labels.map(exposedName)
  const options = {
    name: fullNameOf(name, config),
    help: config.help === '' ? ' ' : config.help,
    labelNames: labels,
    registers: [registry],
  }
  return {
    fullName: options.name,
    signature: signatureOf(config),
    labels,
    type,
    operations: operationsOf(type, options, config),
  }
}

/** namespace_subsystem_name, as exported: what Prometheus does not allow in a name is `_`. */
export function fullNameOf(name: string, { namespace, subsystem }: CollectorConfig): string {
  return exposedName([namespace, subsystem, name].filter((part) => part !== '').join('_'))
}

/** Help and labels: Go's registry wants them the same for one name, for ever. */
export function signatureOf({ help, labels }: CollectorConfig): string {
  return JSON.stringify([help, labels.toSorted()])
}

type Options = {
  readonly name: string
  readonly help: string
  readonly labelNames: string[]
  readonly registers: Registry[]
}

function operationsOf(type: CollectorType, options: Options, config: CollectorConfig): Collector['operations'] {
  switch (type) {
    case 'counter': {
      const counter = new Counter(options)
      return { Add: (value, labels) => counter.labels(...labels).inc(value) }
    }
    case 'gauge': {
      const gauge = new Gauge(options)
      return {
        Add: (value, labels) => gauge.labels(...labels).inc(value),
        Sub: (value, labels) => gauge.labels(...labels).dec(value),
        Set: (value, labels) => gauge.labels(...labels).set(value),
      }
    }
    case 'histogram': {
      const buckets =
        config.buckets.length > 0 ? { buckets: [...new Set(config.buckets)].toSorted((a, b) => a - b) } : {}
      const histogram = new Histogram({ ...options, ...buckets })
      return { Observe: (value, labels) => histogram.labels(...labels).observe(value) }
    }
    case 'summary': {
      const summary = new Summary({ ...options, ...summaryWindow, percentiles: quantilesOf(config.objectives) })
      return { Observe: (value, labels) => summary.labels(...labels).observe(value) }
    }
  }
}

function exposedName(name: string): string {
  return name.replace(/[^A-Za-z0-9_:]/g, '_').replace(/^(?=\d)/, '_')
}
