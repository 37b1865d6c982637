import { encodeFrame, StreamBit } from '../goridge/frame.ts'
import type { Relay } from '../goridge/relay.ts'
import { type EncodedRequest, stopWorkerFrame, unnameRequest } from '../goridge/request.ts'
import type { Conversation, ConversationHost, Lost, Outcome, Passed, TimeLimits } from './conversation.ts'
import type { Exec } from './exec.ts'
import { softError, workerGone } from './failures.ts'

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
export class Turn implements Conversation {
  /** Ask for a receipt of each request. */
  receipts = false
  #exec: Exec | undefined
  readonly #relay: Relay
  readonly #limits: TimeLimits
  readonly #host: ConversationHost
  /** The running request has been received by PHP, as far as we know. Always true without receipts. */
  #received = true
  #receiptDueMs = never
  /** When the request, or the stream it was asked to end, is cut off. */
  #deadline = never
  #paused = false
  #stopSent = false
  #streamed = false
  #outcome: Outcome | undefined

  constructor(relay: Relay, limits: TimeLimits, host: ConversationHost) {
    this.#relay = relay
    this.#limits = limits
    this.#host = host
  }

  get load(): number {
    return this.#exec === undefined ? 0 : 1
  }

  get execs(): Iterable<Exec> {
    return this.#exec === undefined ? [] : [this.#exec]
  }

  hasRoom(_request: EncodedRequest, _now: number): boolean {
    return this.#exec === undefined
  }

  begin(exec: Exec, now: number): void {
    const { receipts } = this
    this.#exec = exec
    this.#stopSent = false
    this.#streamed = false
    this.#receiptDueMs = receipts ? now + receiptCheckMs : never
    this.#deadline = this.#limits.execTtlMs > 0 ? now + this.#limits.execTtlMs : never
    exec.phase = 'running'
    unnameRequest(exec.request)
    const { bytes, receiptBytes } = exec.request
    // What was not taken was not received, receipts or not.
    this.#received = this.#relay.send(bytes, receipts ? 0 : receiptBytes) && !receipts
    this.#host.watch(this.nextCheckMs)
  }

  flush(): void {
    const over = this.#exec
    const outcome = this.#outcome
    if (over === undefined || outcome === undefined) return
    this.#clear()
    this.#host.settled(over, outcome)
  }

  get nextCheckMs(): number {
    return Math.min(this.#deadline, this.#receiptDueMs)
  }

  checkDeadline(now: number): Passed | undefined {
    if (now >= this.#deadline) return this.#stopSent ? 'stream_timeout' : 'exec_ttl'
    if (now < this.#receiptDueMs) return undefined
    // A child that the worker has started may have eaten the request: then the pipe is empty, and the worker waits for ever.
    this.#receiptDueMs = now + receiptCheckMs
    return this.#relay.unsentBytes === 0 && this.#relay.unreadBytes() === 0 ? 'request lost' : undefined
  }

  resume(exec: Exec): void {
    if (this.#exec !== exec || !this.#paused) return
    this.readOn()
    this.#refresh()
  }

  abandon(exec: Exec): void {
    if (this.#exec !== exec) return
    this.resume(exec)
    if (this.#streamed) this.#stopStream()
  }

  readOn(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#relay.resume()
  }

  sendStop(): void {
    this.#relay.send(stopWorkerFrame, 0)
  }

  end(broken: boolean): readonly Lost[] {
    const exec = this.#exec
    if (exec === undefined) return []
    this.#clear()
    return [{ exec, started: this.#received || broken }]
  }

  // What the worker's frames mean.

  receipt(): void {
    // One more than was asked for: receipts and requests can no longer be told to belong together.
    if (this.#exec === undefined || this.#received || !this.receipts) this.#host.unsolicited('receipt', '')
    this.#received = true
    this.#receiptDueMs = never
  }

  part(context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean): void {
    const exec = this.#exec
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
    if (this.#exec?.phase === 'streaming') this.#host.distrust()
  }

  selfStop(): void {
    if (!this.#expectsAnswer) return this.#host.unsolicited('selfStop', '')
    // A stream that ends so is broken off; a request that got nothing yet runs again.
    this.#outcome = this.#exec?.phase === 'streaming' ? { kind: 'error', error: workerGone() } : { kind: 'selfStop' }
    this.#host.distrust()
  }

  /** Without it, what comes is left over from the request before. */
  get #expectsAnswer(): boolean {
    return this.#exec !== undefined && this.#received && this.#outcome === undefined
  }

  #clear(): void {
    this.#outcome = undefined
    this.#deadline = never
    this.#receiptDueMs = never
    this.#exec = undefined
    this.readOn()
  }

  #refresh(): void {
    if (this.#limits.execTtlMs <= 0 || this.#stopSent) return
    this.#deadline = performance.now() + this.#limits.execTtlMs
    this.#host.watch(this.#deadline)
  }

  #pause(exec: Exec): void {
    // The caller may have gone inside its own call.
    if (this.#exec !== exec || exec.cancelled) return
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
