import { varyNames } from '../encoding/vary.ts'
import type { HeaderList } from '../header-list.ts'
import { cacheControl, secondsOf } from './cache-control.ts'

/** How long an answer may be used, and for whom. */
export interface Lifetime {
  readonly freshMs: number
  /** How long after that it may be used while one request fetches anew. */
  readonly staleMs: number
  /** Said to be for everybody: clients with cookies may have it too. */
  readonly isPublic: boolean
}

/** What is used where the answer says nothing. */
export interface PolicyDefaults {
  readonly ttlMs: number
  readonly staleMs: number
}

/** What a request lets a cache do. */
export type RequestUse = 'pass' | 'refresh' | 'use'

/** Statuses that may be kept. */
const keptStatuses = new Set([200, 203, 300, 301, 308, 404, 410])

/**
 * `pass`: the cache has no part in this request: another method, a body, a range, credentials. `refresh`: the client wants a new
 * answer, which may be kept. Follows: RFC 9111 §3, §3.5, §5.2.1
 */
export function useOf(method: string, headers: HeaderList): RequestUse {
  if (method !== 'GET' && method !== 'HEAD') return 'pass'
  if (passing.some((name) => headers.has(name))) return 'pass'
  const directives = cacheControl(headers)
  if (directives.has('no-store')) return 'pass'
  const pragma = directives.size === 0 && (headers.get('Pragma') ?? '').toLowerCase().includes('no-cache')
  return directives.has('no-cache') || secondsOf(directives, 'max-age') === 0 || pragma ? 'refresh' : 'use'
}

const passing = ['Authorization', 'Proxy-Authorization', 'Range', 'Transfer-Encoding', 'Content-Length', 'Upgrade']

/**
 * How long an answer may be kept; undefined: not at all. Stricter than RFC 9111 where that would trust an application too much:
 * nothing with `Set-Cookie`, nothing for clients with cookies unless it says `public`. Follows: RFC 9111 §3, §4.2
 */
export function lifetimeOf(
  status: number,
  headers: HeaderList,
  hasCookie: boolean,
  defaults: PolicyDefaults,
): Lifetime | undefined {
  if (!keptStatuses.has(status) || keepers.some((name) => headers.has(name))) return undefined
  const directives = cacheControl(headers)
  if (['no-store', 'private', 'no-cache'].some((name) => directives.has(name))) return undefined
  if (varyNames(headers).includes('*')) return undefined
  const shared = secondsOf(directives, 's-maxage')
  const isPublic = directives.has('public') || shared !== undefined
  if (hasCookie && !isPublic) return undefined
  const seconds = shared ?? secondsOf(directives, 'max-age') ?? expiresIn(headers)
  const freshMs = seconds === undefined ? defaults.ttlMs : (seconds - ageOf(headers)) * 1000
  if (freshMs <= 0) return undefined
  const strict = directives.has('must-revalidate') || directives.has('proxy-revalidate') || shared !== undefined
  const stale = secondsOf(directives, 'stale-while-revalidate')
  const staleMs = stale === undefined ? (strict ? 0 : defaults.staleMs) : stale * 1000
  return { freshMs, staleMs: directives.has('must-revalidate') ? 0 : staleMs, isPublic }
}

/** Headers of answers that are for one client, or no whole body. */
const keepers = ['Set-Cookie', 'Content-Range', 'Trailer', 'X-Sendfile', 'WWW-Authenticate']

function expiresIn(headers: HeaderList): number | undefined {
  const expires = headers.get('Expires')
  if (expires === undefined) return undefined
  const date = Date.parse(headers.get('Date') ?? '')
  const seconds = (Date.parse(expires) - (Number.isNaN(date) ? Date.now() : date)) / 1000
  return Number.isNaN(seconds) ? 0 : seconds
}

function ageOf(headers: HeaderList): number {
  const age = Number(headers.get('Age') ?? 0)
  return age > 0 ? age : 0
}
