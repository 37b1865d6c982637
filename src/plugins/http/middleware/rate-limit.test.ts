import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ExchangeHandler } from '../contract.ts'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { rateLimit } from './rate-limit.ts'

testMiddleware(rateLimit, { rules: [{ requests: 1000 }] })

/** A server behind a limit; `from` sets the address of a request by its header `From`. */
function serve(config: object) {
  const limited = layerOf(rateLimit, config)
  const from: ExchangeHandler = (exchange) => {
    exchange.request.remoteAddress = exchange.request.headers.get('From') ?? '192.0.2.1:9'
    return limited(exchange)
  }
  return serveThrough(from, answering('php'))
}

const statuses = async (url: string, requests: readonly RequestInit[]): Promise<number[]> => {
  const found: number[] = []
  for (const request of requests) found.push((await fetch(url, request)).status)
  return found
}
const as = (address: string, headers: Record<string, string> = {}): RequestInit => ({
  headers: { From: address, ...headers },
})
const slow = { requests: 1, per: '1h' }

test('an address that asks too often is told how long to wait, others are served', async () => {
  await using server = await serve({ rules: [{ ...slow, burst: 2 }] })
  const a = as('192.0.2.1:1')
  assert.deepEqual(await statuses(server.url, [a, as('192.0.2.1:2'), a, as('192.0.2.9:1')]), [200, 200, 429, 200])
  const refused = await fetch(server.url, a)
  assert.equal(await refused.text(), 'too many requests\n')
  const seconds = Number(refused.headers.get('retry-after'))
  assert.ok(seconds > 3000 && seconds <= 3600, String(seconds))
  assert.equal(server.pool.seen.length, 3)
})

test('an IPv6 network of one subscriber counts as one', async () => {
  await using server = await serve({ rules: [slow], status: 503 })
  const requests = ['[2001:db8:1:2::1]:5', '[2001:db8:1:2:ffff::9]:5', '[2001:db8:1:3::1]:5', '[2001:db8::2:1]:5']
  assert.deepEqual(
    await statuses(
      server.url,
      requests.map((address) => as(address)),
    ),
    [200, 503, 200, 200],
  )
})

test('by header, each value has its limit, whatever its length; without the header the address counts', async () => {
  await using server = await serve({ rules: [{ ...slow, by: 'header', header: 'X-Key' }] })
  const long = 'x'.repeat(5000)
  const keys = ['a', 'b', 'a', long, `${long}y`, long]
  assert.deepEqual(
    await statuses(
      server.url,
      keys.map((key) => as('192.0.2.1:1', { 'X-Key': key })),
    ),
    [200, 200, 429, 200, 200, 429],
  )
  assert.deepEqual(await statuses(server.url, [as('192.0.2.1:1'), as('192.0.2.1:1')]), [200, 429])
})

test('rules go by path and method, and a route can have a limit for all', async () => {
  await using server = await serve({
    rules: [
      { path: '/login', method: 'post', by: 'route', ...slow },
      { path: '/api/*', ...slow },
    ],
  })
  const post = (address: string): RequestInit => ({ method: 'POST', ...as(address) })
  assert.deepEqual(await statuses(`${server.url}/login?x`, [post('1.1.1.1:1'), post('2.2.2.2:1')]), [200, 429])
  assert.deepEqual(await statuses(`${server.url}/login`, [as('1.1.1.1:1')]), [200])
  assert.deepEqual(await statuses(`${server.url}/api/x`, [as('1.1.1.1:1'), as('1.1.1.1:1')]), [200, 429])
  assert.deepEqual(await statuses(`${server.url}/free`, [as('1.1.1.1:1'), as('1.1.1.1:1')]), [200, 200])
})

test('a rule that limits nothing stops the start', () => {
  assert.throws(() => layerOf(rateLimit, { rules: [{ requests: 0 }] }), /above 0/)
  assert.throws(() => layerOf(rateLimit, { rules: [{ by: 'header' }] }), /needs a header/)
  assert.throws(() => layerOf(rateLimit, { max_keys: 0, rules: [{}] }), /max_keys is 0/)
})
