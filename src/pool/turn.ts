import { encodeFrame, StreamBit } from '../goridge/frame.ts'
import type { Relay } from '../goridge/relay.ts'
import type { AnswerEvents } from './answers.ts'
import type { Exec } from './exec.ts'
import { softError, workerGone } from './failures.ts'

/** How a request ended on its worker. */
export type Outcome =
  | { readonly kind: 'answer'; readonly context: Buffer; readonly body: Buffer; readonly codec: number }
  | { readonly kind: 'error'; readonly error: Error }
  /** The worker asked to be replaced instead of answering. */
  | { readonly kind: 'selfStop' }

/** What a worker may send that no request waits for. */
export type Unsolicited = 'answer' | 'error' | 'selfStop' | 'receipt' | 'text'

/** How long a request may take. */
export interface TurnLimits {
  /** For a request, or the next chunk of its stream; 0 for no limit. */
  readonly execTtlMs: number
  /** For a stream to end that was asked to. */
  readonly streamTimeoutMs: number
}

/** What a turn tells its worker. */
export interface TurnHost {
  /** Something came that belongs to no request. */
  unsolicited(what: Unsolicited, text: string): void
  /** The worker must not get another request. */
  distrust(): void
  /** `checkDeadline` must be called at that time, or sooner. */
  watch(at: number): void
}

/** What has passed for a request. `request lost`: it is in the pipe no more, and the worker has not got it. */
export type Passed = 'exec_ttl' | 'stream_timeout' | 'request lost'

const stopStreamFrame = encodeFrame(0, [], '', StreamBit.stop)
const pongFrame = encodeFrame(0, [], '', StreamBit.pong)
const never = Number.POSITIVE_INFINITY
/** How long a request may lie in the pipe before somebody looks whether it is still there. */
const receiptCheckMs = 1000

/**
 * The one request that a worker runs, and what has come of it so far. With receipts, everything between two answers is told apart: what
 * comes before the receipt of the running request belongs to the one before (docs/decisions/dispatch-and-receipts.md). Made once per
 * worker; begins and ends with each request.
 */
export class Turn implements AnswerEvents {
  exec: Exec | undefined
  readonly #relay: Relay
  readonly #limits: TurnLimits
  readonly #host: TurnHost
  #receipts = false
  /** The running request has been received by PHP, as far as we know. Always true without receipts. */
  #received = true
  #receiptDueMs = never
  /** When the request, or the stream it was asked to end, is cut off. */
  #deadline = never
  #paused = false
  #stopSent = false
  #streamed = false
  #outcome: Outcome | undefined

  constructor(relay: Relay, limits: TurnLimits, host: TurnHost) {
    this.#relay = relay
    this.#limits = limits
    this.#host = host
  }

  /** Sends a request: one buffer, one write. */
  begin(exec: Exec, receipts: boolean, now: number): void {
    this.exec = exec
    this.#receipts = receipts
    this.#stopSent = false
    this.#streamed = false
    this.#receiptDueMs = receipts ? now + receiptCheckMs : never
    this.#deadline = this.#limits.execTtlMs > 0 ? now + this.#limits.execTtlMs : never
    exec.phase = 'running'
    const { bytes, receiptBytes } = exec.request
    // What was not taken was not received, receipts or not.
    this.#received = this.#relay.send(bytes, receipts ? 0 : receiptBytes) && !receipts
    this.#host.watch(this.nextCheckMs)
  }

  /** The request may have been started. */
  get started(): boolean {
    return this.#received
  }

  /** The request is over, and `end` says how. */
  get over(): boolean {
    return this.#outcome !== undefined
  }

  /** Ends the turn. Only when it is over. */
  end(): Outcome {
    const outcome = this.#outcome as Outcome
    this.#outcome = undefined
    this.#deadline = never
    this.#receiptDueMs = never
    this.exec = undefined
    this.readOn()
    return outcome
  }

  /** Earliest moment at which `checkDeadline` could have something to do. */
  get nextCheckMs(): number {
    return Math.min(this.#deadline, this.#receiptDueMs)
  }

  /** Looks at the clock: answers what has passed, if anything. */
  checkDeadline(now: number): Passed | undefined {
    if (now >= this.#deadline) return this.#stopSent ? 'stream_timeout' : 'exec_ttl'
    if (now < this.#receiptDueMs) return undefined
    // A child that the worker has started may have eaten the request: then the pipe is empty, and the worker waits for ever.
    this.#receiptDueMs = now + receiptCheckMs
    return this.#relay.unsentBytes === 0 && this.#relay.unreadBytes() === 0 ? 'request lost' : undefined
  }

  /** Reading goes on for that request. */
  resume(exec: Exec): void {
    if (this.exec !== exec || !this.#paused) return
    this.readOn()
    this.#refresh()
  }

  /** The caller is gone: asks a stream to end; the rest of the answer is dropped. */
  abandon(exec: Exec): void {
    if (this.exec !== exec) return
    this.resume(exec)
    if (this.#streamed) this.#stopStream()
  }

  /** Reads again from a worker that was paused for the sake of a slow caller. */
  readOn(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#relay.resume()
  }

  // What the worker's frames mean.

  receipt(): void {
    // One more than was asked for: receipts and requests can no longer be told to belong together.
    if (this.exec === undefined || this.#received || !this.#receipts) this.#host.unsolicited('receipt', '')
    this.#received = true
    this.#receiptDueMs = never
  }

  part(context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean): void {
    const { exec } = this
    if (exec === undefined || !this.#expectsAnswer) {
      if (context.length > 0 || !more) this.#host.unsolicited('answer', context.toString('utf8', 0, 256))
    } else if (!more) this.#outcome = { kind: 'answer', context, body, codec }
    else {
      this.#streamed = streamed
      this.#refresh()
      if (!exec.cancelled && !exec.part(context, body, codec, true)) this.#pause(exec)
      if (streamed && exec.cancelled) this.#stopStream()
    }
  }

  ping(): void {
    this.#relay.send(pongFrame, 0)
  }

  softError(text: string): void {
    if (!this.#expectsAnswer) return this.#host.unsolicited('error', text)
    this.#outcome = { kind: 'error', error: softError(text) }
    // An error inside a stream costs the worker its life: nobody knows what it will send next (spec 01 §9.3).
    if (this.exec?.phase === 'streaming') this.#host.distrust()
  }

  selfStop(): void {
    if (!this.#expectsAnswer) return this.#host.unsolicited('selfStop', '')
    // A stream that ends so is broken off; a request that got nothing yet runs again.
    this.#outcome = this.exec?.phase === 'streaming' ? { kind: 'error', error: workerGone() } : { kind: 'selfStop' }
    this.#host.distrust()
  }

  /** Without it, what comes is left over from the request before. */
  get #expectsAnswer(): boolean {
    return this.exec !== undefined && this.#received && this.#outcome === undefined
  }

  #refresh(): void {
    if (this.#limits.execTtlMs <= 0 || this.#stopSent) return
    this.#deadline = performance.now() + this.#limits.execTtlMs
    this.#host.watch(this.#deadline)
  }

  #pause(exec: Exec): void {
    // The caller may have gone inside its own call.
    if (this.exec !== exec || exec.cancelled) return
    this.#paused = true
    this.#deadline = never
    this.#relay.pause()
  }

  #stopStream(): void {
    if (this.#stopSent) return
    this.#stopSent = true
    this.#deadline = performance.now() + this.#limits.streamTimeoutMs
    this.#host.watch(this.#deadline)
    this.#relay.send(stopStreamFrame, 0)
  }
}
