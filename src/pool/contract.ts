import type { EncodedRequest } from '../goridge/request.ts'
import type { WorkerInfo } from '../lib/worker-info.ts'
import type { PoolStats } from './stats.ts'

export type { EncodedRequest } from '../goridge/request.ts'

/**
 * What an exec tells its caller, never before `exec` has returned. All calls are synchronous and in order: any number of `onPart`, the last with `more` false;
 * or `onError` once, before or after some parts, and nothing after it.
 */
export interface ExecHandler {
  /**
   * A piece of the answer. The first carries the context; later ones may repeat it (official SDK ≥ 3.5 does). A frame larger than the
   * pool's limit arrives in several parts. `codec` is the frame's flag byte. Both buffers are views: copy what outlives
   * the call. Return false to stop reading from the worker until `Execution.resume`.
   */
  onPart(context: Buffer, body: Buffer, codec: number, more: boolean): boolean
  /** The request failed, or its stream broke. The error is an OpError with the texts of spec 01 §9.1. */
  onError(error: Error): void
}

/** A request given to the pool. */
export interface Execution {
  /** When a worker got it (`performance.now()`), how long it had waited by then, and which worker; 0 where that is not known. */
  readonly startedMs?: number
  readonly queuedMs?: number
  readonly pid?: number
  /** Reading from the worker goes on after `onPart` returned false. */
  resume(): void
  /**
   * The caller is gone. A waiting request leaves the queue; one whose answer streams makes the worker stop (spec 01 §9.3);
   * one that runs is left to finish, its answer dropped. The handler is not called again.
   */
  cancel(): void
  /**
   * Takes a request back that no worker has yet; the handler is not called again. False, and nothing changes, when one has it: its
   * answer still comes.
   */
  withdraw(): boolean
}

/** A whole answer, for callers at the edges. */
export interface WorkerAnswer {
  readonly context: Buffer
  readonly body: Buffer
  readonly codec: number
}

/** A request that is to run on a worker of another pool. */
export interface LentRequest {
  readonly request: EncodedRequest
  /** A part of the answer that is not the last. False: no more until the loan's `resume`. */
  part(context: Buffer, body: Buffer, codec: number, more: true): boolean
}

/** The worker of a request that is lent, as its pool sees it. */
export interface Loan {
  resume(): void
  /** The caller is gone: as `Execution.cancel`. The end of the loan is awaited all the same. */
  abandon(): void
}

/**
 * Lets workers of another pool run what waits in this one. A request that is lent counts as running here: its caller, its limits and its
 * place in line stay with this pool, which is told once how it ended there.
 */
export interface Lending {
  /** Called when a request has begun to wait. */
  onWaiting: (() => void) | undefined
  /** The request that has waited longest, taken out of the line; undefined when none waits. */
  lend(to: Loan): LentRequest | undefined
  /** It was not begun there: it runs here, in front of the others. */
  returned(lent: LentRequest): void
  /** The answer, or the last part of one. */
  answered(lent: LentRequest, context: Buffer, body: Buffer, codec: number): void
  failed(lent: LentRequest, error: Error): void
}

/** A request that a worker has. */
export interface RunningRequest {
  readonly handler: ExecHandler
  readonly startedMs: number
  readonly pid: number
}

/** A pool of PHP workers. */
export interface Pool {
  exec(request: EncodedRequest, handler: ExecHandler): Execution
  /** A request given now would begin at once. */
  readonly hasFreeWorker: boolean
  /**
   * Called when a worker has become free and no request waits, for an owner with a queue of its own. What it gives to `exec` inside the
   * call reaches the worker before the answer of the request before reaches its caller.
   */
  onFreeWorker: (() => void) | undefined
  /** As `hasFreeWorker`, or a short request would be sent ahead to a worker that names its answers. */
  readonly hasRoom: boolean
  /** Called like `onFreeWorker`, and when a worker that names its answers has done one of several requests and no request waits. */
  onRoom: (() => void) | undefined
  /** Requests that workers have now; absent where nobody knows. */
  running?(): Iterable<RunningRequest>
  /** Absent in debug mode, where nothing waits. */
  readonly lending?: Lending
  /** Requests in exec, waiting and running; spec 01 §8.2. */
  readonly queueSize: number
  /** Each request gets a fresh worker, and error texts may be shown to clients (`pool.debug`). */
  readonly debug: boolean
  /** Live workers and what they cost now. Empty in debug mode. */
  workers(): Promise<readonly WorkerInfo[]>
  /** Live workers by printed state, without asking the system: for health, readiness and metrics. */
  countByState(): Readonly<Record<string, number>>
  /** What it has counted; for metrics. Absent in debug mode, where nothing waits and no worker stays. */
  stats?(): PoolStats
  addWorker(): Promise<void>
  removeWorker(): Promise<void>
  /** Replaces every worker by a new one; resolves once no old one serves. */
  reset(): Promise<void>
  /** Finishes what runs, as long as `graceMs` lasts, then stops every worker. Idempotent. */
  destroy(graceMs: number): Promise<void>
}
