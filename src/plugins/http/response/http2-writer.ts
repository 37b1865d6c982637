import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { HeaderNames } from '../header-names.ts'
import { endCopy, writeCopy } from './body-copy.ts'
import { type HeadLines, interimLines } from './head-lines.ts'
import type { HeldBuffers } from './http2-held.ts'
import { ResponseWriter } from './writer.ts'

/** Headers that speak of a connection; HTTP/2 has no place for them (RFC 9113 §8.2.2), and Node refuses the head that has one. */
const ofConnection = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
])

/** What a writer of HTTP/2 knows of its request. */
export interface Http2WriterOptions {
  readonly isHead: boolean
  /** The client waits for `100 Continue`. */
  readonly expectsContinue: boolean
  /** How long a client may take no bytes, milliseconds; 0: for ever. */
  readonly writeMs: number
  /** Memory of the connection. */
  readonly held: HeldBuffers
}

/** A response in HTTP/2, over a stream of Node's. */
export class Http2Writer extends ResponseWriter {
  /** What still arrives of a refused body is stopped by a reset, after the answer. */
  readonly bodyArrives = false
  readonly #stream: ServerHttp2Stream
  readonly #held: HeldBuffers
  readonly #writeMs: number
  #expectsContinue: boolean
  #trailers: readonly string[] | undefined

  constructor(known: HeaderNames, stream: ServerHttp2Stream, options: Http2WriterOptions) {
    super(known, options.isHead)
    this.#stream = stream
    this.#held = options.held
    this.#writeMs = options.writeMs
    this.#expectsContinue = options.expectsContinue
  }

  askForBody(): void {
    if (!this.#expectsContinue) return
    this.#expectsContinue = false
    this.interim(100, [])
  }

  interim(status: number, pairs: readonly string[]): void {
    if (this.#isGone || this.headSent) return
    this.#stream.additionalHeaders({ ...grouped(interimLines(this.known, pairs)), ':status': status })
  }

  onDrain(callback: () => void): void {
    this.#limitWait()
    this.#stream.once('drain', callback)
  }

  linger(done: () => void): void {
    done()
  }

  destroy(): void {
    this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR)
  }

  protected sendHead(
    status: number,
    { lines, contentLength, trailers }: HeadLines,
    _closing: boolean,
    empty: boolean,
  ): void {
    if (this.#isGone) return
    const headers = grouped(lines)
    headers[':status'] = status
    if (contentLength !== -1) headers['content-length'] = String(contentLength)
    else if (empty) headers['content-length'] = '0'
    this.#trailers = trailers
    if (trailers !== undefined) this.#stream.once('wantTrailers', () => this.#sendTrailers())
    this.#stream.respond(headers, { endStream: empty, waitForTrailers: trailers !== undefined })
  }

  protected sendWhole(bytes: Buffer, _trailers: readonly string[] | undefined, short: boolean): void {
    if (this.#isClosed) return
    endCopy(this.#stream, bytes, this.#held)
    this.#limitWait()
    this.#finish(short)
  }

  protected sendPart(bytes: Buffer): boolean {
    return this.#isClosed || writeCopy(this.#stream, bytes, this.#held)
  }

  protected sendEnd(_trailers: readonly string[] | undefined, short: boolean): void {
    if (!this.#isClosed) {
      this.#stream.end()
      this.#limitWait()
    }
    this.#finish(short)
  }

  get #isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed
  }

  /** Nothing can be written any more: Node ends some responses with their head. */
  get #isClosed(): boolean {
    return this.#isGone || this.#stream.writableEnded
  }

  /** A body shorter than declared is broken off. A request whose body is not wanted any more is, too, without blame. */
  #finish(short: boolean): void {
    const stream = this.#stream
    if (this.#isGone) return
    if (short) stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    else if (!stream.endAfterHeaders && !stream.readableEnded) {
      stream.once('finish', () => stream.close(constants.NGHTTP2_NO_ERROR))
    }
  }

  #sendTrailers(): void {
    if (!this.#isGone) this.#stream.sendTrailers(grouped(this.#trailers ?? []))
  }

  /** A client that leaves bytes lying is cut off, if nothing moves for a while. A timer only for those. */
  #limitWait(): void {
    const stream = this.#stream
    if (this.#writeMs === 0 || stream.writableLength === 0 || stream.listenerCount('timeout') > 0) return
    stream.setTimeout(this.#writeMs, () => {
      if (stream.writableLength > 0) stream.close(constants.NGHTTP2_CANCEL)
    })
  }
}

/** Lines as Node wants them: lower-case names, several values in a list. */
function grouped(lines: readonly string[]): OutgoingHttpHeaders {
  // PHP chooses the names: `constructor` is one like any other.
  const headers = Object.create(null) as OutgoingHttpHeaders
  for (let at = 0; at < lines.length; at += 2) {
    const name = (lines[at] as string).toLowerCase()
    if (ofConnection.has(name)) continue
    const value = lines[at + 1] as string
    const there = headers[name]
    if (there === undefined || isSingle(name)) headers[name] = value
    else headers[name] = Array.isArray(there) ? [...there, value] : [String(there), value]
  }
  return headers
}

/** Headers that may stand there once only: the last one counts. */
function isSingle(name: string): boolean {
  return singles.has(name)
}

const singles = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'age',
  'authorization',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'date',
  'dnt',
  'etag',
  'expires',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'tk',
  'upgrade-insecure-requests',
  'user-agent',
  'x-content-type-options',
])
