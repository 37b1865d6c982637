import type { z } from 'zod'
import { count, durationMs, section } from '../../../lib/scalars.ts'
import { Answers, type KeptAnswer, selectorValue } from '../cache/answers.ts'
import { BodyTap } from '../cache/body-tap.ts'
import { cacheControl } from '../cache/cache-control.ts'
import { KeptHead } from '../cache/kept-head.ts'
import { lifetimeOf, useOf } from '../cache/policy.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import { varyNames } from '../encoding/vary.ts'
import { evaluateConditions } from '../files/conditions.ts'
import type { HeaderList } from '../header-list.ts'

/** `http.cache`. */
export const cacheConfig = section({
  memory: count().default(64).describe('Most memory of kept answers, MiB'),
  max_body: count().default(1024).describe('Largest body that is kept, KiB'),
  default_ttl: durationMs()
    .default(0)
    .describe('How long an answer is kept that says nothing about it and is not private; 0: not at all'),
  stale_while_revalidate: durationMs()
    .default(0)
    .describe(
      'How long after its time an answer is still used while one request fetches a new one, unless it says otherwise',
    ),
}).describe('Answers kept for all clients, as their Cache-Control allows. Needs its name in http.middleware')

type CacheConfig = z.infer<typeof cacheConfig>

/**
 * Request headers that frameworks build addresses or methods from: an answer made for one value is never used for another, whatever
 * its Vary says, so that nobody can plant an answer for others.
 */
const alwaysSelecting = [
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-server',
  'x-host',
  'x-original-url',
  'x-rewrite-url',
  'x-http-method-override',
  'forwarded',
]
const addressMaxChars = 4096
const mebibyte = 1024 * 1024

/** Keeps answers in memory and uses them for others. Follows: RFC 9111 as a shared cache, RFC 5861 */
export const cache: MiddlewareDefinition<CacheConfig> = defineMiddleware({
  name: 'cache',
  config: cacheConfig,
  create({ config }) {
    const kept = new ResponseCache(config)
    return (next: ExchangeHandler) => (exchange: Exchange) => kept.handle(exchange, next)
  },
})

class ResponseCache {
  readonly #config: CacheConfig
  readonly #answers: Answers

  constructor(config: CacheConfig) {
    this.#config = config
    this.#answers = new Answers(config.memory * mebibyte)
  }

  handle(exchange: Exchange, next: ExchangeHandler): Promise<void> {
    const { request } = exchange
    const address = addressOf(exchange)
    const use = address.length > addressMaxChars ? 'pass' : useOf(request.method, request.headers)
    if (use === 'pass') return this.#passBy(exchange, next, address)
    const found = this.#answers.find(address, request.headers)
    if (use === 'use' && found !== undefined && this.#mayUse(found, request.headers)) {
      send(exchange, found)
      return Promise.resolve()
    }
    if (use === 'use' && cacheControl(request.headers).has('only-if-cached'))
      return Promise.resolve(exchange.respond(504))
    return this.#fetch(exchange, next, address, found)
  }

  /** A stale answer is used while another request fetches; who comes first after its time fetches. */
  #mayUse(found: KeptAnswer, request: HeaderList): boolean {
    if (!found.isPublic && request.has('Cookie')) return false
    const ageMs = performance.now() - found.storedMs
    if (ageMs <= found.freshMs) return true
    return found.refreshing && ageMs <= found.freshMs + found.staleMs
  }

  async #fetch(exchange: Exchange, next: ExchangeHandler, address: string, old: KeptAnswer | undefined): Promise<void> {
    if (old !== undefined) {
      old.refreshing = true
      exchange.onEnd(() => void (old.refreshing = false))
    }
    const before = exchange.response.headers.toPairs()
    await next(exchange)
    if (exchange.request.method === 'GET') this.#keepLater(exchange, address, before)
  }

  #keepLater(exchange: Exchange, address: string, before: readonly string[]): void {
    const { request, response } = exchange
    const { default_ttl: ttlMs, stale_while_revalidate: staleMs, max_body } = this.#config
    const hasCookie = request.headers.has('Cookie')
    const lifetime = lifetimeOf(response.status, response.headers, hasCookie, { ttlMs, staleMs })
    if (lifetime === undefined) return
    const names = new Set([...alwaysSelecting, ...varyNames(response.headers)])
    const selectors = [...names].map((name) => [name, selectorValue(request.headers, name)] as const)
    const head = new KeptHead(response.headers, before)
    const answer = { ...lifetime, status: response.status, selectors, storedMs: performance.now(), refreshing: false }
    let tap: BodyTap | undefined
    exchange.filterBody((output) => {
      tap = new BodyTap(output, max_body * 1024, () => head.complete(response.headers))
      return tap
    })
    exchange.onEnd(({ complete }) => {
      const body = complete ? tap?.taken() : undefined
      if (body !== undefined && head.allows(body.length))
        this.#answers.keep(address, { ...answer, pairs: head.pairs(), body })
    })
  }

  /** A change that succeeded makes what is kept of its address old. Follows: RFC 9111 §4.4 */
  async #passBy(exchange: Exchange, next: ExchangeHandler, address: string): Promise<void> {
    await next(exchange)
    const { method } = exchange.request
    const safe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE'
    if (!safe && exchange.response.status < 400) this.#answers.forget(address)
  }
}

function addressOf({ request }: Exchange): string {
  const host = (request.headers.get('Host') ?? '').toLowerCase()
  return `${request.secure ? 'https' : 'http'} ${host} ${request.target}`
}

function send(exchange: Exchange, found: KeptAnswer): void {
  const { request, response } = exchange
  for (let at = 0; at < found.pairs.length; at += 2)
    response.headers.add(found.pairs[at] as string, found.pairs[at + 1] as string)
  response.headers.set('Age', String(Math.floor((performance.now() - found.storedMs) / 1000)))
  const etag = response.headers.get('ETag')
  const mtimeMs = Date.parse(response.headers.get('Last-Modified') ?? '') || 0
  const changed = found.status !== 200 || (etag === undefined && mtimeMs === 0)
  const condition = changed ? 'send' : evaluateConditions(request.method, request.headers, { etag, mtimeMs })
  if (condition === 'send') exchange.respond(found.status, found.body)
  else exchange.respond(condition === 'notModified' ? 304 : 412)
}
