/*
  The text format of Prometheus, version 0.0.4:

     # HELP name help
     # TYPE name histogram
     name_bucket{label="value",le="0.5"} 3

  Follows: prometheus.io/docs/instrumenting/exposition_formats
*/
import type { HistogramSample, MetricFamily, MetricLabels } from '../../kernel/metrics.ts'

/** Content type of the text. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores'

/** A family as text, its line ends included. */
export function familyText(family: MetricFamily): string {
  const { name, help, type } = family
  const lines = [`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`]
  if (family.type === 'histogram')
    for (const sample of family.samples) lines.push(...histogramLines(name, family.bounds, sample))
  else for (const { labels, value } of family.samples) lines.push(`${name}${labelText(labels)} ${numberText(value)}`)
  return `${lines.join('\n')}\n`
}

function histogramLines(name: string, bounds: readonly number[], { labels, counts, sum }: HistogramSample): string[] {
  let total = 0
  const buckets = counts.map((count, index) => {
    total += count
    const bound = bounds[index]
    const le = bound === undefined ? '+Inf' : numberText(bound)
    return `${name}_bucket${labelText({ ...labels, le })} ${total}`
  })
  return [
    ...buckets,
    `${name}_sum${labelText(labels)} ${numberText(sum)}`,
    `${name}_count${labelText(labels)} ${total}`,
  ]
}

function labelText(labels: MetricLabels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
