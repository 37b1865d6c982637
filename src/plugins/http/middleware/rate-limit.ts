import { hash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { z } from 'zod'
import { count, durationMs, list, oneOf, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import { addressOf } from '../request/remote-address.ts'
import { TokenBuckets } from './token-buckets.ts'

const rule = section({
  path: text().default('*').describe('Path, exactly; or its beginning, ending in *'),
  method: text().default('').describe('Method; empty means any'),
  by: oneOf('ip', 'header', 'route')
    .default('ip')
    .describe('Who shares a limit: requests of one address (of IPv6 its /64), of one value of a header, or all'),
  header: text().default('').describe('The header of by: header. Requests without it are counted by address'),
  requests: count().default(100).describe('Requests allowed in each span of time'),
  per: durationMs().default(60_000).describe('The span of time'),
  burst: count().default(0).describe('Most requests at once after a quiet time; 0 means as many as requests'),
})

/** `http.rate_limit`. */
export const rateLimitConfig = section({
  rules: list(rule).default([]).describe('Limits; the first that matches a request counts for it'),
  status: count().default(429).describe('Status of refused requests'),
  max_keys: count().default(100_000).describe('Addresses or header values remembered per rule; the oldest go first'),
}).describe('Limits how often clients may ask. Needs its name in http.middleware')

type RateLimitConfig = z.infer<typeof rateLimitConfig>
type Rule = RateLimitConfig['rules'][number]

/** Longer keys are kept as their hash: clients choose them. */
const keyMaxChars = 64

/** Refuses requests that come too often, before they reach PHP. */
export const rateLimit: MiddlewareDefinition<RateLimitConfig> = defineMiddleware({
  name: 'rate_limit',
  config: rateLimitConfig,
  needsConfig: true,
  create({ config }) {
    if (config.max_keys === 0) throw new Error('max_keys is 0, wanted at least 1: nothing would be limited')
    const limits = config.rules.map((given) => new Limit(given, config.max_keys))
    return (next: ExchangeHandler) => (exchange: Exchange) => {
      const limit = limits.find((candidate) => candidate.matches(exchange))
      const waitMs = limit?.take(exchange) ?? 0
      if (waitMs === 0) return next(exchange)
      const { headers } = exchange.response
      headers.set('Retry-After', String(Math.ceil(waitMs / 1000)))
      headers.set('Content-Type', 'text/plain; charset=utf-8')
      return Promise.resolve(exchange.respond(config.status, 'too many requests\n'))
    }
  },
})

class Limit {
  readonly #rule: Rule
  readonly #buckets: TokenBuckets

  constructor(given: Rule, maxKeys: number) {
    if (given.requests === 0 || given.per <= 0) throw new Error('a rule needs requests and per above 0')
    if (given.by === 'header' && given.header === '') throw new Error('a rule with by: header needs a header')
    this.#rule = given
    this.#buckets = new TokenBuckets(given.burst || given.requests, given.per / given.requests, maxKeys)
  }

  matches({ request }: Exchange): boolean {
    const { path, method } = this.#rule
    if (method !== '' && method.toUpperCase() !== request.method) return false
    if (path === '*') return true
    const mark = request.target.indexOf('?')
    const asked = mark === -1 ? request.target : request.target.slice(0, mark)
    return path.endsWith('*') ? asked.startsWith(path.slice(0, -1)) : asked === path
  }

  /** 0 when the request may go on, else how long to wait. */
  take(exchange: Exchange): number {
    return this.#buckets.take(this.#keyOf(exchange), performance.now())
  }

  #keyOf({ request }: Exchange): string {
    if (this.#rule.by === 'route') return ''
    const value = this.#rule.by === 'header' ? request.headers.get(this.#rule.header) : undefined
    if (value === undefined) return `ip ${networkOf(addressOf(request.remoteAddress) ?? request.remoteAddress)}`
    return value.length > keyMaxChars ? `hash ${hash('sha256', value)}` : `value ${value}`
  }
}

/** Of IPv6 the /64, which one subscriber has whole. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
