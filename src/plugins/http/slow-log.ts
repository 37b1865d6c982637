import type { LogFields, Logger } from '../../lib/log.ts'
import { type ProcessSample, sampleProcess } from '../../os/process-sample.ts'
import type { ExecHandler, Pool } from '../../pool/contract.ts'
import { utf8FromLatin1 } from './latin1.ts'
import type { SlowLogSettings } from './settings.ts'

/** What is known of a slow request at its end. */
export interface SlowFacts {
  readonly method: string
  /** The raw request-target. */
  readonly target: string
  readonly status: number
  /** Name of its pool: `http`, `http:reports`. */
  readonly route: string
  /** When a worker got it, `performance.now()` milliseconds; 0: none did, or one that is not ours. */
  readonly startedMs: number
  readonly queuedMs: number
  readonly pid: number
}

const leastMs = 10
/** Ticks per threshold: a request is looked at within half of it after it has become slow. */
const ticksPerThreshold = 2
const tickMaxMs = 5000

/**
 * Tells the log which requests took long, and where their time went. Costs a request one comparison at its end; one timer looks at what
 * runs, and takes a sample of each worker whose request has become slow.
 */
export class SlowLog {
  readonly #thresholdMs: number
  readonly #log: Logger
  readonly #pools: ReadonlySet<Pool>
  readonly #samples = new WeakMap<ExecHandler, Promise<ProcessSample | undefined>>()
  readonly #timer: NodeJS.Timeout | undefined

  constructor({ threshold, sample }: SlowLogSettings, log: Logger, pools: ReadonlySet<Pool>) {
    this.#thresholdMs = Math.max(threshold, leastMs)
    this.#log = log
    this.#pools = pools
    if (sample) this.#timer = setInterval(() => this.look(performance.now()), this.#tickMs())
    this.#timer?.unref()
  }

  /** The request of a handler is over. `facts` is asked for only when it was slow. */
  ended(handler: ExecHandler, elapsedMs: number, facts: () => SlowFacts): void {
    if (elapsedMs >= this.#thresholdMs) void this.#write(facts(), elapsedMs, this.#samples.get(handler))
  }

  /** Samples the workers of requests that have become slow, each request once. */
  look(now: number): void {
    for (const pool of this.#pools) {
      for (const { handler, startedMs, pid } of pool.running?.() ?? []) {
        if (now - startedMs < this.#thresholdMs || this.#samples.has(handler)) continue
        this.#samples.set(handler, sampleProcess(pid))
      }
    }
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tickMs(): number {
    return Math.min(this.#thresholdMs / ticksPerThreshold, tickMaxMs)
  }

  async #write(
    facts: SlowFacts,
    elapsedMs: number,
    sample: Promise<ProcessSample | undefined> | undefined,
  ): Promise<void> {
    const fields = { ...requestFields(facts, elapsedMs, performance.now()), ...sampleFields(await sample) }
    this.#log.warn('slow request', fields)
  }
}

/** Times are whole milliseconds. `before`: until the request was whole and given to its pool. */
function requestFields(facts: SlowFacts, elapsedMs: number, now: number): LogFields {
  const { method, target, status, route, startedMs, queuedMs, pid } = facts
  const execMs = startedMs === 0 ? 0 : now - startedMs
  const times = { queue: Math.round(queuedMs), exec: Math.round(execMs) }
  return {
    method,
    URI: utf8FromLatin1(target),
    status,
    route,
    elapsed: Math.round(elapsedMs),
    ...(startedMs === 0 ? {} : { before: Math.max(Math.round(elapsedMs - queuedMs - execMs), 0), ...times, pid }),
  }
}

function sampleFields(sample: ProcessSample | undefined): LogFields {
  if (sample === undefined) return {}
  const { state, call, connections, stack } = sample
  return {
    process: state,
    ...(call === undefined ? {} : { call }),
    ...(connections.length === 0 ? {} : { connections }),
    ...(stack.length === 0 ? {} : { stack }),
  }
}
