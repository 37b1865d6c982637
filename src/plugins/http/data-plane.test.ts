import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakePool, jsonHead } from './testing/fake-pool.ts'
import { rawExchange, startPlane } from './testing/plane.ts'

test('DataPlane carries a GET to the pool and its answer back', async () => {
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(201, { 'content-type': ['text/plain'], 'X-A': ['1', '2'] }), Buffer.from('WORLD'), 8, false)
  })
  await using server = await startPlane(pool)
  const response = await fetch(`${server.url}/a?hello=world`, { headers: { input: 'x' } })
  assert.equal(response.status, 201)
  assert.equal(await response.text(), 'WORLD')
  assert.equal(response.headers.get('x-a'), '1, 2')
  const context = JSON.parse(String(pool.seen[0]?.context))
  assert.equal(context.uri, `${server.url}/a?hello=world`)
  assert.deepEqual(context.headers.Input, ['x'])
})

test('a single answer without Content-Length is chunked, in one piece with its head', async () => {
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('hi'), 8, false))
  await using server = await startPlane(pool)
  const text = await rawExchange(server.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  assert.match(text, /^HTTP\/1.1 200 OK\r\n/)
  assert.match(text, /\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n$/)
})
