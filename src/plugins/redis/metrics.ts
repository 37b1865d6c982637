import type { MetricFamily } from '../../kernel/metrics.ts'

/** What is counted of a connection. */
export interface PoolCounts {
  /** Batches that found a live connection. */
  readonly hits: number
  /** Connections that had to be opened first. */
  readonly misses: number
  readonly timeouts: number
  /** Connections that were lost. */
  readonly stale: number
  readonly connections: number
}

/** The metrics of RoadRunner's connection pool, for our one connection per node. Follows: spec 06 §1.7 */
export function poolFamilies(counts: PoolCounts): readonly MetricFamily[] {
  const one = (name: string, type: 'counter' | 'gauge', value: number, help: string): MetricFamily => {
    return { name: `rr_redis_pool_${name}`, type, help, samples: [{ value }] }
  }
  return [
    one('hit_total', 'counter', counts.hits, 'Number of times free connection was found in the pool'),
    one('miss_total', 'counter', counts.misses, 'Number of times free connection was NOT found in the pool'),
    one('timeout_total', 'counter', counts.timeouts, 'Number of times a wait timeout occurred'),
    one('conn_total_current', 'gauge', counts.connections, 'Current number of connections in the pool'),
    one('conn_idle_current', 'gauge', counts.connections, 'Current number of idle connections in the pool'),
    one(
      'conn_stale_total',
      'counter',
      counts.stale,
      'Number of times a connection was removed from the pool because it was stale',
    ),
  ]
}
