import type { z } from 'zod'
import { anything, bool, list, map, number, section, text } from '../../lib/scalars.ts'

/** A collector of `metrics.collect`, and of the RPC method Declare. */
export const collectorConfig = section({
  type: text().default('').describe('histogram, gauge, counter or summary'),
  namespace: text().default('').describe('First part of the name'),
  subsystem: text().default('').describe('Second part of the name'),
  help: text().default('').describe('What is counted'),
  labels: list(text()).default([]).describe('Names of labels; values come with each call'),
  buckets: list(number()).default([]).describe("Upper bounds of a histogram's buckets. Empty: 0.005 to 10"),
  objectives: map(anything()).default({}).describe('Quantiles of a summary, each with its allowed error: 0.95: 0.005'),
})

/** The `metrics` section. Follows: spec 03 §10.1 */
export const metricsConfig = section({
  address: text()
    .default('127.0.0.1:2112')
    .describe('Where to listen: host:port, :port for every address of the machine, or unix:///path.sock'),
  collect: map(collectorConfig).default({}).describe('Collectors that PHP fills by RPC, by name'),
  per_worker: bool()
    .default(false)
    .describe('Memory and state of each worker by its pid: a time series for every process that ever ran'),
}).describe('Metrics for Prometheus')

export type MetricsConfig = z.infer<typeof metricsConfig>
export type CollectorConfig = z.infer<typeof collectorConfig>
