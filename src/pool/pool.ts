import { availableParallelism } from 'node:os'
import { RRError } from '../lib/errors.ts'
import type { Logger } from '../lib/log.ts'
import type { WorkerInfo } from '../lib/worker-info.ts'
import { processCost } from '../os/proc.ts'
import { DynamicAllocator } from './allocator.ts'
import { Booting } from './booting.ts'
import type { PoolConfig } from './config.ts'
import type { EncodedRequest, ExecHandler, Execution, Lending, Pool, RunningRequest } from './contract.ts'
import { DebugPool } from './debug-pool.ts'
import { Dispatcher } from './dispatcher.ts'
import { Fleet } from './fleet.ts'
import type { Launch } from './launch.ts'
import { contradictionIn } from './limits.ts'
import { Scaling } from './scaling.ts'
import { stateCode } from './state.ts'
import { PoolCounters, type PoolStats } from './stats.ts'
import { Supervisor } from './supervisor.ts'
import type { WarmupRequest } from './warmup.ts'
import type { Worker } from './worker.ts'

/** What a pool is made of. */
export interface PoolOptions {
  readonly config: PoolConfig
  readonly launch: Launch
  /** The logger of channel `server`: pools log there, whoever owns them. */
  readonly log: Logger
  /** What each worker must answer before it takes other requests; who offers none cannot have `warmup` set. */
  readonly warmup?: readonly WarmupRequest[] | undefined
  /** The waits of requests are measured, for whoever asks for `stats`. */
  readonly measured?: boolean | undefined
  /** No worker could be kept alive: the server must end. */
  readonly onFatal: (error: Error) => void
}

const bytesPerMiB = 1_048_576
const defaultTimeoutMs = 60_000

/** Starts a pool; resolves when all its workers are up. Raises OpError `static_pool_allocate_workers` when one is not. */
export async function openPool(options: PoolOptions): Promise<Pool> {
  const { config } = options
  const contradiction = contradictionIn(config)
  if (contradiction !== undefined) throw contradiction
  if (config.warmup.length > 0 && options.warmup === undefined) throw new RRError('RR_POOL_WARMUP_UNSUPPORTED', [])
  const booting = new Booting({
    launch: options.launch,
    allocateTimeoutMs: orDefault(config.allocate_timeout),
    maxJobs: config.debug ? 0 : config.max_jobs,
    probe: config.receipts === 'auto' && !config.debug,
    warmup: config.debug ? [] : (options.warmup ?? []),
    log: options.log,
    settings: {
      pieceBytes: Math.max(config.response_buffer, 1) * bytesPerMiB,
      pipelineDepth: config.debug ? 0 : config.pipeline,
      execTtlMs: config.supervisor?.exec_ttl ?? 0,
      streamTimeoutMs: orDefault(config.stream_timeout),
    },
  })
  if (config.debug) return new DebugPool(booting, options.log)
  const pool = new StaticPool(options, booting)
  await pool.start()
  return pool
}

/** A pool whose workers live from request to request. Follows: spec 01 §7 to §13. */
export class StaticPool implements Pool {
  readonly debug = false
  readonly #config: PoolConfig
  readonly #counters: PoolCounters
  readonly #fleet: Fleet
  readonly #dispatcher: Dispatcher
  readonly #supervisor: Supervisor | undefined
  readonly #allocator: DynamicAllocator | undefined
  readonly #scaling: Scaling | undefined

  constructor({ config, log, onFatal, measured = false }: PoolOptions, booting: Booting) {
    this.#config = config
    const counters = new PoolCounters(measured)
    this.#counters = counters
    const allocateTimeoutMs = orDefault(config.allocate_timeout)
    this.#fleet = new Fleet({
      booting,
      allocateTimeoutMs,
      destroyTimeoutMs: orDefault(config.destroy_timeout),
      resetTimeoutMs: orDefault(config.reset_timeout),
      resetBatch: config.reset_batch,
      counters,
      log,
      onFatal,
    })
    this.#dispatcher = new Dispatcher({
      allocateTimeoutMs,
      maxQueueSize: config.max_queue_size,
      maxQueueDelayMs: config.max_queue_delay,
      log,
      counters,
      workers: () => this.#fleet.workers,
      retire: (worker) => this.#fleet.retire(worker),
      pressure: () => this.#allocator?.pressure(allocateTimeoutMs) ?? 0,
    })
    this.#fleet.serve(this.#dispatcher)
    this.#supervisor = config.supervisor && new Supervisor(config.supervisor, this.#fleet, log)
    const { scaling } = config
    const parts = { fleet: this.#fleet, dispatcher: this.#dispatcher, log, counters }
    this.#scaling = scaling && new Scaling({ config: scaling, ...parts })
    this.#allocator =
      config.dynamic_allocator && new DynamicAllocator(config.dynamic_allocator, this.#fleet, log, counters)
  }

  /** Starts the workers, then what watches them. */
  async start(): Promise<void> {
    const { num_workers: workers, scaling } = this.#config
    await this.#fleet.allocate(workers || (scaling === undefined ? availableParallelism() : Math.max(scaling.min, 1)))
    try {
      await this.#scaling?.start()
    } catch (error) {
      await this.destroy(0)
      throw error
    }
    this.#supervisor?.start()
  }

  get queueSize(): number {
    return this.#dispatcher.queueSize
  }

  exec(request: EncodedRequest, handler: ExecHandler): Execution {
    return this.#dispatcher.exec(request, handler)
  }

  get lending(): Lending {
    return this.#dispatcher.lending
  }

  get hasFreeWorker(): boolean {
    return this.#dispatcher.assignment.hasFreeWorker
  }

  get onFreeWorker(): (() => void) | undefined {
    return this.#dispatcher.assignment.onFreeWorker
  }

  set onFreeWorker(listener: (() => void) | undefined) {
    this.#dispatcher.assignment.onFreeWorker = listener
  }

  get hasRoom(): boolean {
    return this.#dispatcher.assignment.hasRoom
  }

  get onRoom(): (() => void) | undefined {
    return this.#dispatcher.assignment.onRoom
  }

  set onRoom(listener: (() => void) | undefined) {
    this.#dispatcher.assignment.onRoom = listener
  }

  *running(): Generator<RunningRequest> {
    for (const worker of this.#fleet.workers) yield* worker.execs
  }

  async workers(): Promise<readonly WorkerInfo[]> {
    const infos = await Promise.all(this.#fleet.members.map(describe))
    return infos.filter((info) => info !== undefined)
  }

  countByState(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { state } of this.#fleet.members) counts[state] = (counts[state] ?? 0) + 1
    return counts
  }

  stats(): PoolStats {
    const loads = Array.from(this.#fleet.workers, ({ joined, load }) => (joined ? load : 0))
    return {
      counters: this.#counters,
      targetWorkers: this.#fleet.target,
      waiting: this.#dispatcher.waitingCount,
      running: loads.reduce((sum, load) => sum + load, 0),
      ahead: loads.reduce((sum, load) => sum + Math.max(load - 1, 0), 0),
    }
  }

  addWorker(): Promise<void> {
    return this.#fleet.add()
  }

  removeWorker(): Promise<void> {
    return this.#fleet.remove()
  }

  reset(): Promise<void> {
    return this.#fleet.reset()
  }

  async destroy(graceMs: number): Promise<void> {
    this.#supervisor?.stop()
    this.#allocator?.stop()
    this.#scaling?.stop()
    await this.#fleet.destroy(graceMs)
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(): void {
    this.#dispatcher.assertInvariants()
  }
}

async function describe(worker: Worker): Promise<WorkerInfo | undefined> {
  const cost = await processCost(worker.pid)
  if (cost === undefined) return undefined
  return {
    pid: worker.pid,
    status: stateCode(worker.state),
    numExecs: worker.numExecs,
    created: worker.created,
    memoryUsage: cost.memoryBytes,
    CPUPercent: cost.cpuPercent,
    command: '',
    statusStr: worker.state,
  }
}

/** 0 stands for the default of a timeout, not for none; spec 01 §7. */
function orDefault(milliseconds: number): number {
  return milliseconds > 0 ? milliseconds : defaultTimeoutMs
}
