import type { MetricFamily, MetricLabels } from '../../kernel/metrics.ts'
import { Histogram } from '../../lib/histogram.ts'

/** What became of a job. */
export type JobOutcome = 'ok' | 'error' | 'requeued'

/** Upper bounds of the buckets, seconds: Prometheus' own. */
const latencyBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Pushes into one pipeline by one method. */
export interface PushCounts {
  readonly labels: MetricLabels
  requests: number
  /** Seconds, of those that succeeded. */
  readonly latency: Histogram
}

/** What the plugin counts. */
export class JobCounters {
  readonly #jobs: Record<JobOutcome, number> = { ok: 0, error: 0, requeued: 0 }
  #pushed = 0
  #notPushed = 0
  readonly #pushes = new Map<string, PushCounts>()
  readonly #policies = {
    retried: new Map(),
    buried: new Map(),
    dropped: new Map(),
    refused: new Map(),
  } as const satisfies Record<string, Map<string, number>>

  ended(outcome: JobOutcome): void {
    this.#jobs[outcome]++
  }

  /** A push reaches its driver. `source` is the method: `single` or `batch`. */
  pushBegan(pipeline: string, driver: string, source: 'single' | 'batch', jobs: number): PushCounts {
    const key = `${source} ${pipeline}`
    let counts = this.#pushes.get(key)
    if (counts === undefined) {
      counts = { labels: { driver, job: pipeline, source }, requests: 0, latency: new Histogram(latencyBounds) }
      this.#pushes.set(key, counts)
    }
    counts.requests += jobs
    return counts
  }

  pushed(counts: PushCounts, jobs: number, seconds: number): void {
    this.#pushed += jobs
    counts.latency.observe(seconds)
  }

  notPushed(jobs: number): void {
    this.#notPushed += jobs
  }

  /** A job that failed runs again by the policy of its pipeline. */
  retried(pipeline: string): void {
    add(this.#policies.retried, pipeline)
  }

  /** A job became a dead letter. */
  buried(pipeline: string): void {
    add(this.#policies.buried, pipeline)
  }

  /** A job failed for good, and its pipeline keeps no dead letters. */
  dropped(pipeline: string): void {
    add(this.#policies.dropped, pipeline)
  }

  /** A job was not pushed: its key is taken. */
  refused(pipeline: string): void {
    add(this.#policies.refused, pipeline)
  }

  /** Names and helps: spec 04 §13 */
  families(): readonly MetricFamily[] {
    return [
      counter('rr_jobs_jobs_ok', 'Number of successfully processed jobs', this.#jobs.ok),
      counter('rr_jobs_jobs_err', 'Number of jobs error while processing in the worker', this.#jobs.error),
      counter('rr_jobs_jobs_requeue', 'Number of re-queued jobs', this.#jobs.requeued),
      counter('rr_jobs_push_ok', 'Number of job push', this.#pushed),
      counter('rr_jobs_push_err', 'Number of jobs push which was failed', this.#notPushed),
      ...this.#pushFamilies(),
      ...this.#policyFamilies(),
    ]
  }

  /** Ours; no series until there is something to count. */
  #policyFamilies(): readonly MetricFamily[] {
    const { retried, buried, dropped, refused } = this.#policies
    return [
      byPipeline('rr_jobs_retries_total', 'Runs of failed jobs that the policy of their pipeline ordered', retried),
      byPipeline('rr_jobs_dead_letters_total', 'Jobs that became dead letters', buried),
      byPipeline('rr_jobs_dropped_total', 'Jobs that failed for good and were kept nowhere', dropped),
      byPipeline('rr_jobs_unique_refused_total', 'Pushes that were refused because their key was taken', refused),
    ].filter(({ samples }) => samples.length > 0)
  }

  /** No series until the first push. */
  #pushFamilies(): readonly MetricFamily[] {
    const pushes = [...this.#pushes.values()]
    if (pushes.length === 0) return []
    return [
      {
        name: 'rr_jobs_requests_total',
        help: 'The total number of requests sent to the JOBS plugin',
        type: 'counter',
        samples: pushes.map(({ labels, requests }) => ({ labels, value: requests })),
      },
      {
        name: 'rr_jobs_push_latency',
        help: 'Histogram represents latency for pushed operation',
        type: 'histogram',
        bounds: latencyBounds,
        samples: pushes.map(({ labels, latency }) => ({ labels, counts: latency.counts, sum: latency.sum })),
      },
    ]
  }
}

function counter(name: string, help: string, value: number): MetricFamily {
  return { name, help, type: 'counter', samples: [{ value }] }
}

function byPipeline(name: string, help: string, counts: ReadonlyMap<string, number>): MetricFamily {
  const samples = [...counts].map(([pipeline, value]) => ({ labels: { pipeline }, value }))
  return { name, help, type: 'counter', samples }
}

function add(counts: Map<string, number>, pipeline: string): void {
  counts.set(pipeline, (counts.get(pipeline) ?? 0) + 1)
}
