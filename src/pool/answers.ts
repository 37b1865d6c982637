import type { FrameSink } from '../goridge/decoder.ts'
import { Flag, StreamBit } from '../goridge/frame.ts'
import { badPayload, undecodable } from './failures.ts'

/** What a worker's frames mean. Buffers are views: use them now. `id` is the request that the frame names, 0 when it names none. */
export interface AnswerEvents {
  /** An answer to a pid question: the handshake, or the receipt of a request. Only the former looks into it. */
  receipt(payload: Buffer): void
  /** A piece of an answer. `more`: another follows. `streamed`: the worker can be asked to stop. */
  part(context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean, id: number): void
  /** The worker asks for a sign of life while it streams. */
  ping(id: number): void
  /** The application reports that the request failed. */
  softError(text: string, id: number): void
  /** The worker asks to be replaced. */
  selfStop(id: number): void
}

/** What is no answer. */
export interface FrameFaults {
  /** A frame that no worker may send: whatever follows cannot be trusted. */
  invalid(error: Error): void
  /** Bytes that are no frame. Nothing else is told after it. */
  garbage(bytes: Buffer): void
}

/** For a worker that is listened to no longer. */
export const ignoreAnswers: AnswerEvents = {
  receipt: () => {},
  part: () => {},
  ping: () => {},
  softError: () => {},
  selfStop: () => {},
}

const empty = Buffer.alloc(0)
const selfStopContext = Buffer.from('{"stop":true}')
/** Longest text of an error frame that is kept. */
const errorTextMaxBytes = 1_048_576
/** Longest context (status and headers) that is taken. */
const contextMaxBytes = 16 * 1_048_576

/** Tells what each frame from a worker means. Follows: spec 01 §2.2. */
export class AnswerReader implements FrameSink {
  /** Who is told. Changes when the handshake is over. */
  events: AnswerEvents
  readonly #faults: FrameFaults
  /** Options that an answer has: the size of its context, and its request's id where the worker names it. */
  readonly #optionCount: number
  // The large frame that is arriving.
  #flags = 0
  #stream = 0
  #id = 0
  #contextMissing = 0
  #head: Buffer[] = []

  constructor(events: AnswerEvents, faults: FrameFaults, optionCount = 1) {
    this.events = events
    this.#faults = faults
    this.#optionCount = optionCount
  }

  frame(flags: number, stream: number, option: number, optionCount: number, payload: Buffer, id: number): void {
    if ((flags & Flag.control) !== 0) return this.events.receipt(payload)
    if ((flags & Flag.error) !== 0) return this.events.softError(payload.toString(), id)
    if (optionCount !== this.#optionCount) return this.#faults.invalid(undecodable())
    if (option > payload.length) return this.#faults.invalid(badPayload(payload))
    const streamed = (stream & StreamBit.stream) !== 0
    if (
      option === selfStopContext.length &&
      payload.length === option &&
      !streamed &&
      payload.equals(selfStopContext)
    ) {
      return this.events.selfStop(id)
    }
    if ((stream & StreamBit.ping) !== 0) this.events.ping(id)
    this.events.part(payload.subarray(0, option), payload.subarray(option), flags, streamed, streamed, id)
  }

  large(flags: number, stream: number, option: number, optionCount: number, payloadBytes: number, id: number): void {
    this.#flags = flags
    this.#stream = stream
    this.#id = id
    this.#head = []
    this.#contextMissing = Math.max(option, 0)
    if ((flags & (Flag.error | Flag.control)) !== 0) return
    if (optionCount !== this.#optionCount) this.#faults.invalid(undecodable())
    else if (option > payloadBytes || option > contextMaxBytes) this.#faults.invalid(badPayload(empty))
    else if ((stream & StreamBit.ping) !== 0) this.events.ping(id)
  }

  piece(bytes: Buffer, end: boolean): void {
    if ((this.#flags & (Flag.error | Flag.control)) !== 0) return this.#errorPiece(bytes, end)
    if (this.#contextMissing > 0) return this.#contextPiece(bytes, end)
    this.#part(empty, bytes, end)
  }

  garbage(bytes: Buffer): void {
    this.#faults.garbage(bytes)
  }

  #contextPiece(bytes: Buffer, end: boolean): void {
    const take = Math.min(this.#contextMissing, bytes.length)
    this.#contextMissing -= take
    this.#head.push(Buffer.from(bytes.subarray(0, take)))
    if (this.#contextMissing === 0) this.#part(Buffer.concat(this.#head), bytes.subarray(take), end)
  }

  #part(context: Buffer, body: Buffer, end: boolean): void {
    const streamed = (this.#stream & StreamBit.stream) !== 0
    this.events.part(context, body, this.#flags, streamed || !end, streamed, this.#id)
  }

  #errorPiece(bytes: Buffer, end: boolean): void {
    const held = this.#head.reduce((sum, part) => sum + part.length, 0)
    if (held < errorTextMaxBytes) this.#head.push(Buffer.from(bytes.subarray(0, errorTextMaxBytes - held)))
    if (end) this.events.softError(Buffer.concat(this.#head).toString(), this.#id)
  }
}
