import type { z } from 'zod'
import type { MetricFamily } from '../../../kernel/metrics.ts'
import { Histogram } from '../../../lib/histogram.ts'
import { section } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'

const config = section({})
/** Seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60]

/** Counts requests under RoadRunner's names, for the `metrics` section. Follows: spec 03 §10.3 */
export const httpMetrics: MiddlewareDefinition<z.infer<typeof config>> = defineMiddleware({
  name: 'http_metrics',
  config,
  create(context) {
    const counted = new HttpCounters()
    context.offerMetrics(() => counted.families())
    return (next: ExchangeHandler) => async (exchange: Exchange) => {
      const startedMs = performance.now()
      counted.queue++
      exchange.onEnd(({ status }) => counted.finished(status, (performance.now() - startedMs) / 1000))
      await next(exchange)
      if (exchange.response.headers.has('No-Workers')) counted.noWorkers++
    }
  },
})

class HttpCounters {
  queue = 0
  noWorkers = 0
  /** Clients do not choose the status: there are few. */
  readonly #byStatus = new Map<number, Histogram>()
  readonly #startedMs = performance.now()

  finished(status: number, seconds: number): void {
    this.queue--
    let histogram = this.#byStatus.get(status)
    if (histogram === undefined) {
      histogram = new Histogram(buckets)
      this.#byStatus.set(status, histogram)
    }
    histogram.observe(seconds)
  }

  families(): MetricFamily[] {
    const byStatus = [...this.#byStatus].map(([status, { counts, sum }]) => {
      const labels = { status: String(status) }
      return { labels, counts, sum, value: counts.reduce((total, count) => total + count, 0) }
    })
    return [
      {
        name: 'rr_http_request_total',
        help: 'Total number of handled http requests',
        type: 'counter',
        samples: byStatus,
      },
      {
        name: 'rr_http_request_duration_seconds',
        help: 'HTTP request duration',
        type: 'histogram',
        bounds: buckets,
        samples: byStatus,
      },
      gauge('rr_http_requests_queue', 'Total number of queued requests', this.queue),
      counter('rr_http_no_free_workers_total', 'Total number of requests that found no free worker', this.noWorkers),
      counter('rr_http_uptime_seconds', 'Uptime in seconds', Math.floor((performance.now() - this.#startedMs) / 1000)),
    ]
  }
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ value }] }
}

function counter(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'counter', samples: [{ value }] }
}
