import type { ServerResponse } from 'node:http'
import { linger } from '../body/linger.ts'
import type { HeaderNames } from '../header-names.ts'
import { peerOf } from '../peer.ts'
import { endCopy, writeCopy } from './body-copy.ts'
import { type HeadLines, interimLines } from './head-lines.ts'
import { reasonOf } from './reason.ts'
import { ResponseWriter } from './writer.ts'

/** Bodies up to this size are joined with head and framing into one text, and so into one write to the socket. */
const joinedMaxBytes = 16 * 1024

/** A response in HTTP/1, over Node's. */
export class Http1Writer extends ResponseWriter {
  readonly #res: ServerResponse
  /** The client waits for `100 Continue`. */
  #expectsContinue: boolean

  constructor(known: HeaderNames, res: ServerResponse, expectsContinue: boolean) {
    super(known, res.req.method === 'HEAD')
    this.#res = res
    this.#expectsContinue = expectsContinue
  }

  get bodyArrives(): boolean {
    return !this.#res.req.complete && !this.#expectsContinue
  }

  askForBody(): void {
    if (!this.#expectsContinue) return
    this.#expectsContinue = false
    this.#res.writeContinue()
  }

  /** Clients of HTTP/1.0 know no 1xx. */
  interim(status: number, pairs: readonly string[]): void {
    if (this.#res.req.httpVersionMinor === 0 || this.#res.destroyed) return
    this.#res.writeInformation(status, interimLines(this.known, pairs))
  }

  onDrain(callback: () => void): void {
    this.#res.once('drain', callback)
  }

  linger(done: () => void): void {
    linger(this.#res.req, done)
  }

  destroy(): void {
    this.#res.destroy()
  }

  protected sendHead(
    status: number,
    { lines, contentLength, close }: HeadLines,
    closing: boolean,
    empty: boolean,
  ): void {
    const res = this.#res
    if (contentLength !== -1) lines.push('Content-Length', String(contentLength))
    else if (empty) lines.push('Content-Length', '0')
    if (closing || close || !res.shouldKeepAlive) {
      lines.push('Connection', 'close')
      peerOf(res.req.socket).closing = true
    } else if (res.req.httpVersionMinor > 0) res.removeHeader('Connection')
    res.writeHead(status, reasonOf(status), lines)
  }

  protected sendWhole(bytes: Buffer, trailers: readonly string[] | undefined, short: boolean): void {
    if (bytes.length <= joinedMaxBytes && trailers === undefined) {
      this.#endJoined(bytes)
    } else {
      this.#addTrailers(trailers)
      endCopy(this.#res, bytes)
    }
    if (short) this.#res.socket?.destroySoon()
  }

  protected sendPart(bytes: Buffer): boolean {
    return writeCopy(this.#res, bytes)
  }

  protected sendEnd(trailers: readonly string[] | undefined, short: boolean): void {
    this.#addTrailers(trailers)
    this.#res.end()
    if (short) this.#res.socket?.destroySoon()
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

  /** Trailers need chunks; with a declared length they are lost. */
  #addTrailers(trailers: readonly string[] | undefined): void {
    if (trailers !== undefined && this.#res.chunkedEncoding) this.#res.addTrailers(pairsOf(trailers))
  }
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[index * 2] as string,
    flat[index * 2 + 1] as string,
  ])
}
