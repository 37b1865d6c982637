import { nowNanoseconds } from '../lib/time.ts'
import type { SpawnedProcess } from '../os/spawn.ts'
import type { TimeLimits } from './conversation.ts'
import { mayBecome, mayEnter, type WorkerPhase, type WorkerState } from './state.ts'
import type { LeavingReason } from './stats.ts'

/** What the pool decides for each of its workers. */
export interface WorkerSettings extends TimeLimits {
  /** Requests after which the worker leaves; 0 for no limit. */
  readonly maxExecs: number
  /** Bytes of a frame above which it passes through in pieces. */
  readonly pieceBytes: number
  /** Most requests at a time for a worker that names its answers; 0 or 1: one, as for any other. */
  readonly pipelineDepth: number
}

/** What is known of a worker: which process it is, where it stands in its life, and what it has done. Who works with it is told by Worker. */
export class WorkerRecord {
  readonly process: SpawnedProcess
  readonly settings: WorkerSettings
  /** Unix nanoseconds; and the same moment on the monotonic clock, milliseconds. */
  readonly created = nowNanoseconds()
  readonly createdMs = performance.now()
  state: WorkerState = 'inactive'
  phase: WorkerPhase = 'booting'
  numExecs = 0
  /** End of the last request, monotonic milliseconds; 0: never used. */
  lastUsedMs = 0
  /** Each request can have a receipt, or its answers name it: one too many is told apart. */
  receipts = false
  /** Most requests that it has at a time. More than one only when it names its answers. */
  depth = 1
  /** Why it is to leave, or has left; the first reason counts. */
  leaving: LeavingReason | undefined
  /** It leaves because we asked it to. */
  toldToStop = false
  /** Why it is being killed. */
  failure: Error | undefined
  /** Started for a moment of pressure; the dynamic allocator takes such workers away again. */
  dynamic = false
  /** It has come up and been taken into its pool. */
  joined = false
  /** The resets of its pool before it was started. */
  generation = 0

  constructor(process: SpawnedProcess, settings: WorkerSettings) {
    this.process = process
    this.settings = settings
  }

  get pid(): number {
    return this.process.pid
  }

  /** Moves to a printed state if the table allows it; answers whether it did. */
  become(state: WorkerState): boolean {
    if (!mayBecome(this.state, state)) return false
    this.state = state
    return true
  }

  /** It is to leave for that reason, if for no other. */
  leaves(reason: LeavingReason): void {
    this.leaving ??= reason
  }

  /** Moves to a phase. A move that the table forbids is a bug, and is raised. */
  enter(phase: WorkerPhase): void {
    if (this.phase === phase) return
    if (!mayEnter(this.phase, phase)) throw new Error(`A worker cannot go from ${this.phase} to ${phase}`)
    this.phase = phase
  }
}
