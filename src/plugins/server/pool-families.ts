import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Pool } from '../../pool/contract.ts'

/** What is exported of the pools of one plugin: added up, when it has several. `prefix` is `rr_<plugin>`. */
export function poolFamilies(prefix: string, pool: Pick<Pool, 'stats'> | undefined): MetricFamily[] {
  const stats = pool?.stats?.()
  if (stats === undefined) return []
  const { counters, targetWorkers, waiting, running, ahead } = stats
  const { leavings, scaling, queueDelay } = counters
  const families = [
    gauge(`${prefix}_workers_target`, 'Workers that should be alive', targetWorkers),
    gauge(`${prefix}_requests_waiting`, 'Requests that wait for a worker', waiting),
    gauge(`${prefix}_requests_running`, 'Requests that workers have', running),
    gauge(`${prefix}_pipeline_depth`, 'Requests that lie in the pipes of workers, behind the one being served', ahead),
    counter(`${prefix}_workers_left_total`, 'Workers that have left', leavings),
    counter(`${prefix}_scaling_decisions_total`, 'Changes of the size of the pool, and refusals to grow', scaling),
  ]
  if (queueDelay === undefined) return families
  const { bounds, counts, sum } = queueDelay
  const help = 'How long requests that had to wait for a worker waited'
  const samples = [{ counts: [...counts], sum }]
  return [...families, { name: `${prefix}_queue_delay_seconds`, help, type: 'histogram', bounds, samples }]
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ value }] }
}

function counter(name: string, help: string, byReason: Readonly<Record<string, number>>): MetricFamily {
  const samples = Object.entries(byReason).map(([reason, value]) => ({ labels: { reason }, value }))
  return { name, help, type: 'counter', samples }
}
