import { Histogram } from '../lib/histogram.ts'

/** Why workers leave: one reason each, the first that was there. Those that leave because the pool stops are not counted. */
export const leavingReasons = [
  'ttl',
  'idle_ttl',
  'memory',
  'max_jobs',
  'exec_ttl',
  /** It did not end a stream whose client was gone. */
  'stream_timeout',
  /** A request was in its pipe no more, and it had not got it. */
  'request_lost',
  /** It asked to be replaced. */
  'self_stop',
  /** It sent what is no answer, or one too many. */
  'invalid',
  'reset',
  /** It was to spare: scaling or the dynamic allocator took it away. */
  'scaling',
  /** `informer.RemoveWorker`. */
  'removed',
  /** It ended though nobody asked it to. */
  'crash',
] as const

/** Why a worker has left. */
export type LeavingReason = (typeof leavingReasons)[number]

/** Why the size of a pool was changed, or was not although requests waited. */
export const scalingCauses = [
  /** Grown: a request has waited longer than `scaling.target_queue_delay`. */
  'queue_delay',
  /** Grown: a request has waited `allocate_timeout` (`dynamic_allocator`). */
  'allocate_timeout',
  /** Shrunk: workers were to spare. */
  'idle',
  /** Shrunk: the workers use more than the memory budget. */
  'memory',
  /** Not grown: there are as many as may be. */
  'at_max',
  /** Not grown: the memory budget has no room. */
  'no_memory',
] as const

/** Why scaling did what it did. */
export type ScalingCause = (typeof scalingCauses)[number]

/** Bounds of the buckets of the time that requests wait, seconds. */
const delayBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** What a pool counts while it lives. */
export class PoolCounters {
  readonly leavings = zeros(leavingReasons)
  readonly scaling = zeros(scalingCauses)
  /** How long requests that had to wait waited for a worker, seconds; undefined: nobody wants to know. */
  readonly queueDelay: Histogram | undefined

  /** `delays`: whether the waits of requests are measured, the only thing here that a request pays for. */
  constructor(delays: boolean) {
    this.queueDelay = delays ? new Histogram(delayBounds) : undefined
  }
}

/** What a pool has counted, and how it stands. */
export interface PoolStats {
  readonly counters: PoolCounters
  /** Workers that should be alive. */
  readonly targetWorkers: number
  /** Requests that wait for a worker. */
  readonly waiting: number
  /** Requests that workers have. */
  readonly running: number
  /** Those of them that lie in a worker's pipe behind another. */
  readonly ahead: number
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
