import type { IncomingHttpHeaders } from 'node:http'

/** The head of a request as its listener gives it, whatever the version of HTTP. Node's IncomingMessage is one as it is. */
export interface Incoming {
  readonly method?: string | undefined
  /** The raw request-target, one character per byte. */
  readonly url?: string | undefined
  readonly httpVersionMajor: number
  readonly httpVersionMinor: number
  /** Names and values in turn, one character per byte. HTTP/2's `:authority` is `host` here. */
  readonly rawHeaders: readonly string[]
  /** For the access log. */
  readonly headers: Pick<IncomingHttpHeaders, 'host' | 'user-agent' | 'referer'>
}

/** The protocol as PHP is told it: `HTTP/1.1`, `HTTP/2.0`. */
export function protocolOf({ httpVersionMajor, httpVersionMinor }: Incoming): string {
  if (httpVersionMajor === 1) return httpVersionMinor === 0 ? 'HTTP/1.0' : 'HTTP/1.1'
  return `HTTP/${httpVersionMajor}.${httpVersionMinor}`
}
