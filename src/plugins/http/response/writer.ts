import type { HeaderNames } from '../header-names.ts'
import { allowsBody, type HeadLines, headLines } from './head-lines.ts'

const noBytes = Buffer.alloc(0)

/** What became of bytes given to the writer. */
export const Outcome = {
  /** Taken; go on. */
  flowing: 0,
  /** Taken; wait for `onDrain`. */
  blocked: 1,
  /** Not sent: this response may have no body. */
  bodyless: 2,
  /** Cut at the declared `Content-Length`. */
  overflow: 3,
} as const

/** Why a body was not taken whole, for the log. */
export function refusedText(outcome: number): string {
  return outcome === Outcome.overflow
    ? 'http: wrote more than the declared Content-Length'
    : 'http: request method or response status code does not allow body'
}

/**
 * Writes one response by the framing rules of spec 03 §6.2; how its parts look on the wire is up to the version of HTTP, a class
 * for each. A body that does not keep to its declared length can never shift what follows: more is cut, less breaks it off.
 */
export abstract class ResponseWriter {
  protected readonly known: HeaderNames
  /** HEAD: bytes are dropped, and that is right. */
  readonly #discards: boolean
  #head: HeadLines | undefined
  /** 204, 304: bytes are dropped, and the worker was wrong to send them. */
  #refuses = false
  /** Bytes of the body sent so far. */
  bodyBytes = 0

  protected constructor(known: HeaderNames, isHead: boolean) {
    this.known = known
    this.#discards = isHead
  }

  get headSent(): boolean {
    return this.#head !== undefined
  }

  /** The client still sends its body, and would not read an answer before it has. */
  abstract get bodyArrives(): boolean

  /** Asks for the body, if the client waits for that. */
  abstract askForBody(): void

  /** Sends a 1xx head, to clients that know such. */
  abstract interim(status: number, pairs: readonly string[]): void

  /** Calls back once when bytes are taken again. */
  abstract onDrain(callback: () => void): void

  /** Drops what still arrives of the body, then calls back, once. */
  abstract linger(done: () => void): void

  /** Breaks off: the client must not take what it has for the whole. */
  abstract destroy(): void

  /** Sends the head. `empty`: no body will follow, and that is to be said. */
  protected abstract sendHead(status: number, head: HeadLines, closing: boolean, empty: boolean): void

  /** Sends a body that is here as a whole, a copy of it. `short`: it is less than the head says. */
  protected abstract sendWhole(bytes: Buffer, trailers: readonly string[] | undefined, short: boolean): void

  /** Sends a copy of a part; false: wait for `onDrain`. */
  protected abstract sendPart(bytes: Buffer): boolean

  protected abstract sendEnd(trailers: readonly string[] | undefined, short: boolean): void

  /** Sends a response that is here as a whole. */
  complete(status: number, pairs: readonly string[], body: Buffer, closing: boolean): number {
    const head = this.#begin(status, pairs, body, closing, true)
    if (this.#discards || this.#refuses || body.length === 0) return this.#finish(head, body)
    const fits = head.contentLength === -1 || body.length <= head.contentLength
    const sent = fits ? body : body.subarray(0, head.contentLength)
    this.bodyBytes = sent.length
    this.sendWhole(sent, head.trailers, this.#isShort(head))
    return fits ? Outcome.flowing : Outcome.overflow
  }

  /** Sends the head and the first bytes of a response whose end is not known. */
  start(status: number, pairs: readonly string[], body: Buffer, closing: boolean): number {
    this.#begin(status, pairs, body, closing, false)
    return this.write(body)
  }

  /** Sends more of the body. The bytes are copied: the caller's buffer is free again. */
  write(body: Buffer): number {
    if (body.length === 0 || this.#discards) return Outcome.flowing
    if (this.#refuses) return Outcome.bodyless
    const room =
      this.#head === undefined || this.#head.contentLength === -1
        ? body.length
        : this.#head.contentLength - this.bodyBytes
    const sent = body.length <= room ? body : body.subarray(0, room)
    this.bodyBytes += sent.length
    const flowing = sent.length === 0 || this.sendPart(sent)
    if (sent.length < body.length) return Outcome.overflow
    return flowing ? Outcome.flowing : Outcome.blocked
  }

  /** Ends a response that was started. */
  end(): void {
    if (this.#head !== undefined) this.#finish(this.#head, noBytes)
  }

  #begin(status: number, pairs: readonly string[], body: Buffer, closing: boolean, whole: boolean): HeadLines {
    const head = headLines(this.known, status, pairs, body)
    const allowed = allowsBody(status)
    this.#refuses = !this.#discards && !allowed
    this.#head = head
    const empty = whole && body.length === 0 && head.trailers === undefined && !this.#discards && allowed
    this.sendHead(status, head, closing, empty)
    return head
  }

  #finish(head: HeadLines, dropped: Buffer): number {
    this.sendEnd(head.trailers, this.#isShort(head))
    return this.#refuses && dropped.length > 0 ? Outcome.bodyless : Outcome.flowing
  }

  /** Fewer bytes than declared: the client must not wait for the rest, nor take the next response for it. */
  #isShort(head: HeadLines): boolean {
    return !this.#discards && head.contentLength !== -1 && this.bodyBytes < head.contentLength
  }
}
