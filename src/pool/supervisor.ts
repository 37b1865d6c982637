import type { Logger } from '../lib/log.ts'
import { residentBytes } from '../os/proc.ts'
import type { PoolConfig } from './config.ts'
import type { Fleet } from './fleet.ts'
import type { LeavingState } from './succession.ts'
import type { Worker } from './worker.ts'

type Limits = NonNullable<PoolConfig['supervisor']>

const reasons = {
  ttlReached: { message: 'ttl', reason: 'ttl is reached', event: 'EventTTL' },
  maxMemoryReached: { message: 'memory_limit', reason: 'max memory is reached', event: 'EventMaxMemory' },
  idleTTLReached: { message: 'idle_ttl', reason: 'idle ttl is reached', event: 'EventTTL' },
} as const satisfies Record<LeavingState, { message: string; reason: string; event: string }>

const bytesPerMiB = 1_048_576

/**
 * Watches age, memory and idleness of workers, once per `watch_tick`. A worker beyond them goes when its successor is up: at once
 * when idle, else after its request.
 * Follows: spec 01 §11.
 */
export class Supervisor {
  readonly #limits: Limits
  readonly #fleet: Fleet
  readonly #log: Logger
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Limits, fleet: Fleet, log: Logger) {
    this.#limits = limits
    this.#fleet = fleet
    this.#log = log
  }

  start(): void {
    this.#timer = setTimeout(
      () => void this.tick().finally(() => this.#timer && this.start()),
      this.#limits.watch_tick || 5000,
    )
    this.#timer.unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** One round over all workers. */
  async tick(): Promise<void> {
    await Promise.all(this.#fleet.members.map((worker) => this.#check(worker)))
  }

  async #check(worker: Worker): Promise<void> {
    const memoryBytes = this.#limits.max_worker_memory > 0 ? ((await residentBytes(worker.pid)) ?? 0) : 0
    if (worker.state !== 'ready' && worker.state !== 'working') return
    if (this.#fleet.isBeingReplaced(worker)) return
    const verdict = judge(worker, memoryBytes, performance.now(), this.#limits)
    if (verdict === undefined) return
    const { message, reason, event } = reasons[verdict]
    this.#log.debug(message, { pid: worker.pid, reason, internal_event_name: event })
    this.#fleet.expire(worker, verdict)
  }
}

/** Which limit a worker has reached, if any: ttl, then memory, then idleness, which counts from the end of its last request. */
export function judge(
  worker: Pick<Worker, 'createdMs' | 'lastUsedMs' | 'state'>,
  memoryBytes: number,
  now: number,
  limits: Limits,
): LeavingState | undefined {
  if (limits.ttl > 0 && now - worker.createdMs >= limits.ttl) return 'ttlReached'
  if (limits.max_worker_memory > 0 && memoryBytes >= limits.max_worker_memory * bytesPerMiB) return 'maxMemoryReached'
  if (limits.idle_ttl <= 0 || worker.state !== 'ready' || worker.lastUsedMs === 0) return undefined
  return Math.floor(limits.idle_ttl / 1000) <= Math.floor((now - worker.lastUsedMs) / 1000)
    ? 'idleTTLReached'
    : undefined
}
