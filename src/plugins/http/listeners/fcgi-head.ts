import type { Incoming } from '../message.ts'
import { Peer } from '../peer.ts'

/** The head of a request that came over FastCGI, and who made it. */
export interface FcgiHead extends Incoming {
  readonly peer: Peer
}

/**
 * Reads the parameters of a request. Undefined when they name no method or no version of HTTP. With a host the target is a whole URL.
 * Follows: spec 03 §2.7
 */
export function fcgiHead(pairs: readonly string[]): FcgiHead | undefined {
  const params = new Map<string, string>()
  for (let at = 0; at < pairs.length; at += 2) params.set(pairs[at] as string, pairs[at + 1] as string)
  const method = params.get('REQUEST_METHOD')
  const version = /^HTTP\/(\d)\.(\d)$/.exec(params.get('SERVER_PROTOCOL') ?? '')
  if (method === undefined || method === '' || version === null) return undefined
  const secure = ['on', 'ON', '1'].includes(params.get('HTTPS') ?? '')
  const host = params.get('HTTP_HOST')
  const headers = headersOf(params)
  return {
    method,
    url: host === undefined ? targetOf(params) : `${secure ? 'https' : 'http'}://${host}${targetOf(params)}`,
    httpVersionMajor: Number(version[1]),
    httpVersionMinor: Number(version[2]),
    rawHeaders: headers,
    headers: logged(params),
    peer: new Peer(params.get('REMOTE_ADDR'), Number(params.get('REMOTE_PORT') ?? 0), secure),
  }
}

function targetOf(params: ReadonlyMap<string, string>): string {
  const uri = params.get('REQUEST_URI')
  if (uri !== undefined && uri !== '') return uri.replace(/^[A-Za-z][A-Za-z0-9+\-.]*:\/\/[^/?]*/, '') || '/'
  const query = params.get('QUERY_STRING') ?? ''
  const path = `${params.get('SCRIPT_NAME') ?? ''}${params.get('PATH_INFO') ?? ''}`
  return query === '' ? path : `${path}?${query}`
}

function headersOf(params: ReadonlyMap<string, string>): string[] {
  const headers: string[] = []
  for (const [name, value] of params) {
    if (name.startsWith('HTTP_')) headers.push(name.slice(5).replaceAll('_', '-').toLowerCase(), value)
  }
  const type = params.get('CONTENT_TYPE') ?? ''
  const length = params.get('CONTENT_LENGTH') ?? ''
  if (type !== '') headers.push('content-type', type)
  if (/^\d{1,15}$/.test(length)) headers.push('content-length', length)
  return headers
}

function logged(params: ReadonlyMap<string, string>): Incoming['headers'] {
  const text = (name: string): string => params.get(name) ?? ''
  return { host: text('HTTP_HOST'), 'user-agent': text('HTTP_USER_AGENT'), referer: text('HTTP_REFERER') }
}
