import type { EncodedRequest } from '../goridge/request.ts'
import type { AnswerEvents } from './answers.ts'
import type { Exec } from './exec.ts'

/** How a request ended on its worker. */
export type Outcome =
  | { readonly kind: 'answer'; readonly context: Buffer; readonly body: Buffer; readonly codec: number }
  | { readonly kind: 'error'; readonly error: Error }
  /** The worker asked to be replaced instead of answering. */
  | { readonly kind: 'selfStop' }

/** What a worker may send that no request waits for. */
export type Unsolicited = 'answer' | 'error' | 'selfStop' | 'receipt' | 'text'

/** How long a request may take. */
export interface TimeLimits {
  /** For a request, or the next chunk of its stream; 0 for no limit. */
  readonly execTtlMs: number
  /** For a stream to end that was asked to. */
  readonly streamTimeoutMs: number
}

/** What has passed for a request. `request lost`: it is in the pipe no more, and the worker has not got it. */
export type Passed = 'exec_ttl' | 'stream_timeout' | 'request lost'

/** A request whose worker is gone. */
export interface Lost {
  readonly exec: Exec
  /** It may have begun. */
  readonly started: boolean
}

/** What a conversation tells its worker. */
export interface ConversationHost {
  /** A request is over; what came behind its answer in the same piece of bytes has been looked at. */
  settled(exec: Exec, outcome: Outcome): void
  /** Requests that the worker had not read were taken back from it; they have certainly not been started. */
  recalled(execs: readonly Exec[]): void
  /** Something came that belongs to no request. */
  unsolicited(what: Unsolicited, text: string): void
  /** The worker must not get another request. */
  distrust(): void
  /** `checkDeadline` must be called at that time, or sooner. */
  watch(at: number): void
}

/**
 * The requests that a worker has, and what its frames mean for them. Two kinds: one request at a time (Turn), for every worker that answers in
 * order; several (Lane), for one whose answers name their request.
 */
export interface Conversation extends AnswerEvents {
  /** Requests that the worker has. */
  readonly load: number
  /** Those requests, oldest first. */
  readonly execs: Iterable<Exec>
  /** Whether this request may be sent now, beside those that the worker has. */
  hasRoom(request: EncodedRequest, now: number): boolean
  /** Sends a request: one buffer, one write. */
  begin(exec: Exec, now: number): void
  /** All frames of a piece of bytes have been told: reports what is over. */
  flush(): void
  /** Earliest moment at which `checkDeadline` could have something to do. */
  readonly nextCheckMs: number
  /** Looks at the clock: answers what has passed, if anything. */
  checkDeadline(now: number): Passed | undefined
  /** Reading goes on for that request. */
  resume(exec: Exec): void
  /** The caller is gone: the request is taken back, or its stream asked to end, or its answer dropped. */
  abandon(exec: Exec): void
  /** Reads again from a worker that was paused for the sake of a slow caller. */
  readOn(): void
  /** Tells the worker to leave after what it is doing. */
  sendStop(): void
  /** The process is gone, all its bytes have been told: ends with what it still had. `broken`: its last bytes were no frames. */
  end(broken: boolean): readonly Lost[]
}
