import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { answering, headersSeen, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { requestId } from './request-id.ts'

testMiddleware(requestId, {})

/** The id that the client gets and the one that PHP gets. */
async function ids(config: object, sent?: string): Promise<[string | null, readonly string[] | undefined]> {
  await using server = await serveThrough(layerOf(requestId, config), answering('x', { 'x-request-id': ['php'] }))
  const response = await fetch(server.url, sent === undefined ? {} : { headers: { 'X-Request-Id': sent } })
  const attributes = (JSON.parse(String(server.pool.seen[0]?.context)) as { attributes: Record<string, string[]> })
    .attributes
  assert.deepEqual(attributes['requestId'], [response.headers.get('x-request-id')])
  return [response.headers.get('x-request-id'), headersSeen(server.pool.seen[0])['X-Request-Id']]
}

test('each request gets an id of its own, and a client cannot choose it', async () => {
  const [first, seen] = await ids({})
  assert.match(first ?? '', /^[0-9a-f]{8}-/)
  assert.deepEqual(seen, [first])
  const [second] = await ids({}, 'mine')
  assert.notEqual(second, 'mine')
  assert.notEqual(second, first)
})

test('trust keeps plain ids only', async () => {
  assert.deepEqual(await ids({ trust: true }, 'trace-1'), ['trace-1', ['trace-1']])
  for (const bad of ['a b', 'x'.repeat(129), '{"a":1}']) {
    const [id] = await ids({ trust: true }, bad)
    assert.match(id ?? '', /^[0-9a-f]{8}-/)
  }
})
