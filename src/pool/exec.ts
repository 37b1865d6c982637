import type { EncodedRequest, ExecHandler, Execution } from './contract.ts'

/** The worker of a request, as the request sees it. */
export interface ExecWorker {
  resume(exec: Exec): void
  abandon(exec: Exec): void
}

/** Who runs requests: the dispatcher, as its requests see it. */
export interface ExecOwner {
  cancelled(exec: Exec): void
  /** Its first part has reached the caller, and more will follow. */
  streamBegan(exec: Exec): void
  /** The caller threw while it was told something; it is told nothing more. */
  callerFailed(error: unknown): void
}

/**
 * One request in the pool, from `exec` to its last part. `waiting` in the queue, `running` on a worker, `streaming` once a first part
 * has reached the caller, `done` when nothing more is told.
 */
export class Exec implements Execution {
  readonly request: EncodedRequest
  readonly handler: ExecHandler
  readonly #owner: ExecOwner
  phase: 'waiting' | 'running' | 'streaming' | 'done' = 'waiting'
  worker: ExecWorker | undefined
  /** Since when it has waited, and when that ends in an error; `performance.now()` milliseconds. */
  waitingSince = 0
  waitUntil = 0
  /** When a worker got it, and which; 0 before that, and for a worker of another thread. */
  startedMs = 0
  pid = 0
  /** How often the request was put back: after a self-stop, or because its worker died before starting it. */
  reruns = 0
  /** Set once it has waited for the dynamic allocator's workers. */
  extended = false
  /** The caller is gone. */
  cancelled = false

  constructor(request: EncodedRequest, handler: ExecHandler, owner: ExecOwner) {
    this.request = request
    this.handler = handler
    this.#owner = owner
  }

  /** Hands a piece to the caller. False: stop reading until `resume`. */
  part(context: Buffer, body: Buffer, codec: number, more: boolean): boolean {
    if (this.cancelled) return true
    if (more && this.phase === 'running') {
      this.phase = 'streaming'
      this.#owner.streamBegan(this)
    }
    try {
      return this.handler.onPart(context, body, codec, more)
    } catch (error) {
      this.#owner.callerFailed(error)
      this.cancel()
      return true
    }
  }

  /** Tells the caller that it failed. */
  fail(error: Error): void {
    if (this.cancelled) return
    try {
      this.handler.onError(error)
    } catch (thrown) {
      this.#owner.callerFailed(thrown)
    }
  }

  get queuedMs(): number {
    return this.startedMs === 0 || this.waitingSince === 0 ? 0 : this.startedMs - this.waitingSince
  }

  resume(): void {
    this.worker?.resume(this)
  }

  cancel(): void {
    if (this.cancelled || this.phase === 'done') return
    this.cancelled = true
    this.#owner.cancelled(this)
  }

  withdraw(): boolean {
    if (this.phase !== 'waiting') return false
    this.cancel()
    return true
  }
}
