import type { ServerResponse } from 'node:http'
import type { HeaderNames } from '../header-names.ts'
import { allowsBody, type HeadLines, headLines, interimLines } from './head-lines.ts'
import { reasonOf } from './reason.ts'
import { SpareBuffers } from './spare-buffers.ts'

/** Bodies up to this size are joined with head and framing into one text, and so into one write to the socket. */
const joinedMaxBytes = 16 * 1024

/** Chunks from this size on are copied into buffers that are used again; smaller ones into Node's own pool. */
const spareMinBytes = 4 * 1024

const noBytes = Buffer.alloc(0)
const spares = new SpareBuffers()

/** What became of bytes given to the writer. */
export const Outcome = {
  /** Taken; go on. */
  flowing: 0,
  /** Taken; wait for `drain`. */
  blocked: 1,
  /** Not sent: this response may have no body. */
  bodyless: 2,
  /** Cut at the declared `Content-Length`. */
  overflow: 3,
} as const

/**
 * Writes one response by the framing rules of spec 03 §6.2, over Node's response. A body that does not keep to its declared length
 * can never shift what follows on the connection: more is cut, less closes it.
 */
export class ResponseWriter {
  readonly #res: ServerResponse
  readonly #known: HeaderNames
  #head: HeadLines | undefined
  /** HEAD: bytes are dropped, and that is right. */
  #discards = false
  /** 204, 304: bytes are dropped, and the worker was wrong to send them. */
  #refuses = false
  /** Bytes of the body sent so far. */
  bodyBytes = 0

  constructor(res: ServerResponse, known: HeaderNames) {
    this.#res = res
    this.#known = known
  }

  get headSent(): boolean {
    return this.#head !== undefined
  }

  /** Sends a 1xx head; clients of HTTP/1.0 know none. */
  interim(status: number, pairs: readonly string[]): void {
    const { req } = this.#res
    if (req.httpVersionMinor === 0 || this.#res.destroyed) return
    this.#res.writeInformation(status, interimLines(this.#known, pairs))
  }

  /** Sends a response that is here as a whole. */
  complete(status: number, pairs: readonly string[], body: Buffer, closing: boolean): number {
    const head = this.#begin(status, pairs, body, closing, true)
    if (this.#discards || this.#refuses || body.length === 0) return this.#finish(head, body)
    const fits = head.contentLength === -1 || body.length <= head.contentLength
    const sent = fits ? body : body.subarray(0, head.contentLength)
    this.bodyBytes = sent.length
    if (sent.length <= joinedMaxBytes && head.trailers === undefined) {
      this.#endJoined(sent)
    } else {
      this.#addTrailers(head)
      this.#endCopy(sent)
    }
    this.#closeIfShort(head)
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
    const flowing = sent.length === 0 || this.#writeCopy(sent)
    if (sent.length < body.length) return Outcome.overflow
    return flowing ? Outcome.flowing : Outcome.blocked
  }

  /** Ends a response that was started. */
  end(): void {
    if (this.#head !== undefined) this.#finish(this.#head, noBytes)
  }

  #writeCopy(bytes: Buffer): boolean {
    if (bytes.length < spareMinBytes) return this.#res.write(Buffer.from(bytes))
    const buffer = spares.take(bytes.length)
    buffer.set(bytes)
    return this.#res.write(buffer.subarray(0, bytes.length), () => spares.give(buffer))
  }

  #endCopy(bytes: Buffer): void {
    const buffer = spares.take(bytes.length)
    buffer.set(bytes)
    this.#res.end(buffer.subarray(0, bytes.length), () => spares.give(buffer))
  }

  #begin(status: number, pairs: readonly string[], body: Buffer, closing: boolean, whole: boolean): HeadLines {
    const res = this.#res
    const head = headLines(this.#known, status, pairs, body)
    const { lines } = head
    this.#discards = res.req.method === 'HEAD'
    this.#refuses = !this.#discards && !allowsBody(status)
    if (head.contentLength !== -1) lines.push('Content-Length', String(head.contentLength))
    else if (whole && body.length === 0 && head.trailers === undefined && !this.#discards && allowsBody(status)) {
      lines.push('Content-Length', '0')
    }
    if (closing || head.close || !res.shouldKeepAlive) lines.push('Connection', 'close')
    else if (res.req.httpVersionMinor > 0) res.removeHeader('Connection')
    this.#head = head
    res.writeHead(status, reasonOf(status), lines)
    return head
  }

  /** One text of head, chunk size, body and last chunk: one write to the kernel instead of a vector of five. */
  #endJoined(body: Buffer): void {
    const res = this.#res
    const text = body.toString('latin1')
    if (!res.chunkedEncoding) {
      res.end(text, 'latin1')
      return
    }
    res.chunkedEncoding = false
    res.end(`${body.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`, 'latin1')
  }

  #finish(head: HeadLines, dropped: Buffer): number {
    this.#addTrailers(head)
    this.#res.end()
    this.#closeIfShort(head)
    return this.#refuses && dropped.length > 0 ? Outcome.bodyless : Outcome.flowing
  }

  /** Trailers need chunks; with a declared length they are lost. */
  #addTrailers({ trailers }: HeadLines): void {
    if (trailers !== undefined && this.#res.chunkedEncoding) this.#res.addTrailers(pairsOf(trailers))
  }

  /** Fewer bytes than declared: the client must not wait for the rest, nor take the next response for it. */
  #closeIfShort(head: HeadLines): void {
    if (this.#discards || head.contentLength === -1 || this.bodyBytes >= head.contentLength) return
    this.#res.socket?.destroySoon()
  }
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[index * 2] as string,
    flat[index * 2 + 1] as string,
  ])
}
