import type { MetricFamily } from '../../kernel/metrics.ts'
import { definePlugin, type Plugin } from '../../kernel/plugin.ts'
import { type OtelConfig, otelConfig } from './config.ts'
import { openTracing, type SpanCounts, tracingToken } from './contract.ts'
import { tracingSettings } from './settings.ts'

/** Traces of requests, jobs and RPC calls. Follows: spec 03 §13 */
export const otel: Plugin<OtelConfig> = definePlugin({
  name: 'otel',
  config: otelConfig,
  provides: [tracingToken],
  // Started first and stopped last: what others end while they stop is sent, too.
  weight: 20,
  async setup(ctx) {
    const tracing = await openTracing(tracingSettings(ctx.config, process.env, ctx.version, ctx.log), ctx.log)
    ctx.provide(tracingToken, tracing)
    return { metrics: () => families(tracing.counts()), stop: (graceMs) => tracing.stop(graceMs) }
  },
})

function families({ exported, dropped, failed }: SpanCounts): MetricFamily[] {
  return [
    {
      name: 'rr_otel_spans_exported_total',
      help: 'Spans that the collector has taken',
      type: 'counter',
      samples: [{ value: exported }],
    },
    {
      name: 'rr_otel_spans_lost_total',
      help: 'Spans that were dropped because the queue was full, and those that the collector did not take',
      type: 'counter',
      samples: [
        { labels: { reason: 'queue_full' }, value: dropped },
        { labels: { reason: 'export_failed' }, value: failed },
      ],
    },
  ]
}
