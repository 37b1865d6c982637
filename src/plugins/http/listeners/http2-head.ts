import type { IncomingHttpHeaders } from 'node:http2'
import type { Incoming } from '../message.ts'

const colon = 58

/** The head of a request in HTTP/2, in the words of HTTP/1. */
export class Http2Head implements Incoming {
  readonly httpVersionMajor = 2
  readonly httpVersionMinor = 0
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly headers: Incoming['headers']

  /** `raw` alternates names and values, pseudo headers included. `hasBody`: more follows the head. */
  constructor(headers: IncomingHttpHeaders, raw: readonly string[], hasBody: boolean) {
    this.method = headers[':method'] as string
    this.url = headers[':path'] as string
    const authority = headers[':authority']
    this.rawHeaders = plainHeaders(raw, authority, hasBody && headers['content-length'] === undefined)
    this.headers = authority === undefined ? headers : { ...pick(headers), host: authority }
  }
}

/**
 * Authority becomes `Host`, once; another `Host` beside it stays and makes the request be refused. Pieces of cookies are joined (RFC 9113
 * §8.2.3). A body of no announced length is what HTTP/1 calls chunked.
 */
function plainHeaders(raw: readonly string[], authority: string | undefined, chunked: boolean): string[] {
  const lines: string[] = authority === undefined ? [] : ['host', authority]
  let cookie = -1
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string
    const value = raw[at + 1] as string
    if (name.charCodeAt(0) === colon || (name === 'host' && value === authority)) continue
    if (name !== 'cookie' || cookie === -1) {
      if (name === 'cookie') cookie = lines.length + 1
      lines.push(name, value)
    } else {
      lines[cookie] += `; ${value}`
    }
  }
  if (chunked) lines.push('transfer-encoding', 'chunked')
  return lines
}

function pick(headers: IncomingHttpHeaders): Incoming['headers'] {
  const { 'user-agent': userAgent, referer } = headers
  return {
    ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
    ...(referer === undefined ? {} : { referer }),
  }
}
