import type { LogFields, Logger } from '../../lib/log.ts'
import { Instant, nowNanoseconds } from '../../lib/time.ts'
import { utf8FromLatin1 } from './latin1.ts'
import type { Incoming } from './message.ts'
import type { RequestFacts } from './request/context.ts'
import type { RequestLine } from './request/request.ts'

/** What the record of a request is made of. Texts are as received, one character per byte. */
export interface AccessFacts {
  readonly status: number
  readonly method: string
  /** The raw request-target. */
  readonly target: string
  /** The request-target as passed on. */
  readonly url: string
  readonly remoteAddress: string
  readonly readBytes: number
  readonly writeBytes: number
  readonly query: string
  /** -1 when unknown. */
  readonly contentLength: number
  readonly host: string
  readonly userAgent: string
  readonly referer: string
  readonly elapsedMs: number
}

/** The facts of a request whose head, line and parsed form are these; the last is missing of one that could not be parsed. */
export function accessFactsOf(
  { headers, url }: Incoming,
  line: RequestLine,
  facts: RequestFacts | undefined,
  result: Pick<AccessFacts, 'status' | 'readBytes' | 'writeBytes'>,
): Omit<AccessFacts, 'elapsedMs'> {
  return {
    ...result,
    method: line.method,
    target: url as string,
    url: facts?.url ?? line.target,
    remoteAddress: line.remoteAddress,
    query: facts?.rawQuery ?? '',
    contentLength: facts?.head.contentLength ?? 0,
    host: headers.host ?? '',
    userAgent: headers['user-agent'] ?? '',
    referer: headers.referer ?? '',
  }
}

/** Writes the record of one request, in the form that `http.access_logs` chooses. Follows: spec 03 §7 */
export function logAccess(log: Logger, detailed: boolean, facts: AccessFacts): void {
  if (detailed) log.info('http access log', detailedFields(facts))
  else log.info('http log', plainFields(facts))
}

/** `start` and `elapsed`, as every record about a request has them. */
export function timing(elapsedMs: number): { start: Instant; elapsed: number } {
  return {
    start: new Instant(nowNanoseconds() - BigInt(Math.round(elapsedMs * 1e6))),
    elapsed: Math.trunc(elapsedMs),
  }
}

function plainFields(facts: AccessFacts): LogFields {
  return {
    status: facts.status,
    method: facts.method,
    URI: utf8FromLatin1(facts.target),
    URL: facts.url,
    remote_address: facts.remoteAddress,
    read_bytes: facts.readBytes,
    write_bytes: facts.writeBytes,
    ...timing(facts.elapsedMs),
  }
}

function detailedFields(facts: AccessFacts): LogFields {
  return {
    read_bytes: facts.readBytes,
    write_bytes: facts.writeBytes,
    status: facts.status,
    method: facts.method,
    URI: utf8FromLatin1(facts.target),
    URL: facts.url,
    remote_address: facts.remoteAddress,
    query: facts.query,
    content_len: facts.contentLength,
    host: facts.host,
    user_agent: utf8FromLatin1(facts.userAgent),
    referer: utf8FromLatin1(facts.referer),
    time_local: localTime(new Date()),
    request_time: Instant.now(),
    ...timing(facts.elapsedMs),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `02/Jan/06:15:04:05 -0700` */
function localTime(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const offset = -date.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`
  const day = `${two(date.getDate())}/${months[date.getMonth()]}/${two(date.getFullYear() % 100)}`
  return `${day}:${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${zone}`
}
