import type { MetricFamily, MetricLabels } from '../../kernel/metrics.ts'
import type { WorkerInfo } from '../../kernel/plugin.ts'

/** Plugins whose prefix in RoadRunner is not their own name. */
const prefixes: Readonly<Record<string, string>> = { centrifuge: 'centrifugo' }

/** What is exported of the workers of one plugin, under RoadRunner's names. Follows: spec 03 §10.3 */
export function workerFamilies(plugin: string, workers: readonly WorkerInfo[], perWorker: boolean): MetricFamily[] {
  const prefix = `rr_${(prefixes[plugin] ?? plugin).replace(/[^A-Za-z0-9_]/g, '_')}`
  const having = (state: string): number => workers.filter(({ statusStr }) => statusStr === state).length
  const ready = having('ready')
  const working = having('working')
  const memory = workers.reduce((sum, { memoryUsage }) => sum + memoryUsage, 0)
  const whole = [
    gauge(`${prefix}_total_workers`, 'Total number of workers used by the plugin', workers.length),
    gauge(`${prefix}_workers_memory_bytes`, 'Memory usage by workers', memory),
    gauge(`${prefix}_workers_ready`, 'Workers currently in ready state', ready),
    gauge(`${prefix}_workers_working`, 'Workers currently in working state', working),
    gauge(
      `${prefix}_workers_invalid`,
      'Workers currently in invalid,killed,destroyed,errored,inactive states',
      workers.length - ready - working,
    ),
  ]
  return perWorker ? [...whole, ...eachWorker(prefix, workers)] : whole
}

function eachWorker(prefix: string, workers: readonly WorkerInfo[]): MetricFamily[] {
  const family = (
    name: string,
    help: string,
    sample: (worker: WorkerInfo) => { labels: MetricLabels; value: number },
  ): MetricFamily => ({ name: `${prefix}_${name}`, help, type: 'gauge', samples: workers.map(sample) })
  return [
    family('worker_memory_bytes', 'Worker current memory usage', ({ pid, memoryUsage }) => ({
      labels: { pid: String(pid) },
      value: memoryUsage,
    })),
    family('worker_state', 'Worker current state', ({ pid, statusStr }) => ({
      labels: { state: statusStr, pid: String(pid) },
      value: 0,
    })),
  ]
}

function gauge(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'gauge', samples: [{ value }] }
}
