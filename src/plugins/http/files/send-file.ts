import type { Readable } from 'node:stream'
import type { HeaderList } from '../header-list.ts'
import { allowsRange, evaluateConditions, type Validators } from './conditions.ts'
import { type ByteRange, parseRanges } from './ranges.ts'

/** A file about to be sent. Exactly one of `read` and `release` is called, once. */
export interface SendableFile extends Validators {
  readonly size: number
  readonly type: string
  /** The segments one after the other: bytes at hand, or a stream. */
  read(segments: ReadonlyArray<Buffer | ByteRange>): Buffer | Readable
  /** The file is not needed after all. */
  release(): void
}

/** What a file is sent in answer to: an exchange, or less. */
export interface FileExchange {
  readonly request: { readonly method: string; readonly headers: HeaderList }
  readonly response: { readonly headers: HeaderList }
  respond(status: number, body?: string | Buffer | Readable): void
}

/**
 * Answers with a file: conditions, ranges, HEAD, and the headers that belong to them. Headers of the response that are set already
 * stay, but for those that describe the body. Follows: spec 03 §9.1; RFC 9110 §13, §14
 */
export function sendFile(exchange: FileExchange, file: SendableFile): void {
  const { request, response } = exchange
  const { headers } = response
  if (file.etag !== undefined) headers.set('Etag', file.etag)
  if (file.mtimeMs > 0) headers.set('Last-Modified', new Date(file.mtimeMs).toUTCString())
  const condition = evaluateConditions(request.method, request.headers, file)
  if (condition !== 'send') {
    file.release()
    return exchange.respond(condition === 'notModified' ? 304 : 412)
  }
  headers.set('Accept-Ranges', 'bytes')
  const ranges = rangesOf(exchange, file)
  if (ranges === 'unsatisfiable') return refuseRange(exchange, file)
  if (ranges !== undefined && ranges.length > 1) return sendParts(exchange, file, ranges)
  headers.set('Content-Type', file.type)
  const range = ranges?.[0] ?? { start: 0, end: file.size - 1 }
  if (ranges !== undefined) headers.set('Content-Range', contentRange(range, file.size))
  answer(exchange, file, ranges === undefined ? 200 : 206, file.size === 0 ? [] : [range])
}

function rangesOf({ request }: FileExchange, file: SendableFile): ReturnType<typeof parseRanges> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  const header = request.headers.get('Range')
  return header !== undefined && allowsRange(request.headers, file) ? parseRanges(header, file.size) : undefined
}

function refuseRange(exchange: FileExchange, file: SendableFile): void {
  file.release()
  const { headers } = exchange.response
  headers.set('Content-Range', `bytes */${file.size}`)
  headers.set('Content-Type', 'text/plain; charset=utf-8')
  exchange.respond(416, 'invalid range\n')
}

function sendParts(exchange: FileExchange, file: SendableFile, ranges: readonly ByteRange[]): void {
  const boundary = crypto.randomUUID()
  exchange.response.headers.set('Content-Type', `multipart/byteranges; boundary=${boundary}`)
  const segments = ranges.flatMap((range, index) => {
    const head = `${index === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Range: ${contentRange(range, file.size)}\r\nContent-Type: ${file.type}\r\n\r\n`
    return [Buffer.from(head), range]
  })
  answer(exchange, file, 206, [...segments, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

function answer(
  exchange: FileExchange,
  file: SendableFile,
  status: number,
  segments: ReadonlyArray<Buffer | ByteRange>,
): void {
  const bytes = segments.reduce(
    (sum, part) => sum + (Buffer.isBuffer(part) ? part.length : part.end - part.start + 1),
    0,
  )
  exchange.response.headers.set('Content-Length', String(bytes))
  exchange.respond(status, file.read(segments))
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end}/${size}`
}
