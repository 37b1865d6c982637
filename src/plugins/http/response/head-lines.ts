import { type HeaderNames, isToken, Role } from '../header-names.ts'
import { sniffContentType } from './sniff.ts'

/** A head ready for the wire: `lines` alternates names and values that Node takes as they are. */
export interface HeadLines {
  readonly lines: string[]
  /** What the worker declared, -1 when nothing valid. */
  readonly contentLength: number
  /** The worker asked to close the connection. */
  readonly close: boolean
  /** Lines that go behind the body. */
  readonly trailers: string[] | undefined
}

const illegal = /[^\t\x20-\x7e\x80-\xff]/
const illegalAll = /[^\t\x20-\x7e\x80-\xff]/g
const digits = /^\d{1,15}$/

/**
 * Turns a worker's headers into lines: canonical names, values that cannot split the response, framing left to the server
 * (`Transfer-Encoding` absorbed, `Content-Length` and `Connection` reported), `Trailer` carried out, a missing `Content-Type`
 * guessed from the first bytes of the body. Follows: spec 03 §6.1, §6.2, §6.4
 */
export function headLines(known: HeaderNames, status: number, pairs: readonly string[], firstBody: Buffer): HeadLines {
  const lines: string[] = []
  let contentLength = -1
  let close = false
  let typed = false
  let encoded = false
  for (let index = 0; index < pairs.length; index += 2) {
    const name = known.lookup(pairs[index] as string)
    const value = pairs[index + 1] as string
    switch (name.role) {
      case Role.transferEncoding:
        encoded = true
        continue
      case Role.trailer:
        return withTrailers(known, status, pairs, firstBody)
      case Role.contentLength:
        if (contentLength === -1 && digits.test(value)) contentLength = Number(value)
        continue
      case Role.connection:
        close ||= /\bclose\b/i.test(value)
        continue
      case Role.contentType:
        typed = true
        if (status === 304) continue
        break
      case Role.contentEncoding:
        encoded ||= value !== ''
        break
    }
    if (name.valid) lines.push(name.text, safeValue(value))
  }
  if (!allowsBody(status)) contentLength = -1
  else if (!typed && !encoded && firstBody.length > 0) lines.push('Content-Type', sniffContentType(firstBody))
  return { lines, contentLength, close, trailers: undefined }
}

/** False for 1xx, 204 and 304. */
export function allowsBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304
}

/** A value without what would end its line. */
export function safeValue(value: string): string {
  return illegal.test(value) ? value.replace(illegalAll, ' ') : value
}

/** Lines of an interim response: what frames a body has no place there. */
export function interimLines(known: HeaderNames, pairs: readonly string[]): string[] {
  const lines: string[] = []
  for (let index = 0; index < pairs.length; index += 2) {
    const name = known.lookup(pairs[index] as string)
    const framing =
      name.role === Role.transferEncoding || name.role === Role.contentLength || name.role === Role.trailer
    if (name.valid && !framing) lines.push(name.text, safeValue(pairs[index + 1] as string))
  }
  return lines
}

function withTrailers(known: HeaderNames, status: number, pairs: readonly string[], firstBody: Buffer): HeadLines {
  const announced = new Set<string>()
  for (const [name, value] of entries(pairs)) {
    if (known.lookup(name).role === Role.trailer) for (const part of value.split(',')) announced.add(part.trim())
  }
  const rest: string[] = []
  const trailers: string[] = []
  for (const [name, value] of entries(pairs)) {
    const entry = known.lookup(name)
    if (entry.role === Role.trailer) continue
    if (!announced.has(name) || isFraming(entry.role)) rest.push(name, value)
    else if (isToken(name)) trailers.push(entry.text, safeValue(value).trim())
  }
  const head = headLines(known, status, rest, firstBody)
  return trailers.length === 0 ? head : { ...head, trailers }
}

function isFraming(role: number): boolean {
  return role === Role.transferEncoding || role === Role.contentLength
}

function* entries(pairs: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < pairs.length; index += 2) yield [pairs[index] as string, pairs[index + 1] as string]
}
