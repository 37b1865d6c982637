import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { callPhp } from '../chained-exchange.ts'
import type { ExchangeHandler, MiddlewareDefinition } from '../contract.ts'
import { type FakeRequest, jsonHead } from './fake-pool.ts'
import { rawExchange } from './plane.ts'
import { answering, layerOf, serveThrough } from './run-middleware.ts'
import { openSlowClient } from './slow-client.ts'

const none = Buffer.alloc(0)
const pieceBytes = 256 * 1024
const pieces = 256

/**
 * What every middleware must leave as it is: declares the tests. `config` is its section as parsed from YAML, one that leaves a
 * plain GET to PHP.
 */
export function testMiddleware<Config>(definition: MiddlewareDefinition<Config>, config: unknown): void {
  const name = `middleware ${definition.name}`
  const serve = (worker: (request: FakeRequest) => void, inner: ExchangeHandler = callPhp) =>
    serveThrough(layerOf(definition, config, inner), worker)

  test(`${name} passes status, headers and body on`, async () => {
    await using server = await serve(answering('body', { 'Set-Cookie': ['a=1', 'b=2'] }, 201))
    const response = await fetch(server.url)
    assert.equal(response.status, 201)
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2'])
    assert.equal(await response.text(), 'body')
  })

  test(`${name} passes a stream on chunk by chunk`, async () => {
    await using server = await serve(({ handler }) => void handler.onPart(jsonHead(200), Buffer.from('1'), 8, true))
    const reader = (await fetch(server.url)).body?.getReader()
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '1')
    const { handler } = server.pool.seen[0] as FakeRequest
    handler.onPart(none, Buffer.from('2'), 8, true)
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '2')
    handler.onPart(none, none, 8, false)
    assert.equal((await reader?.read())?.done, true)
  })

  test(`${name} lets PHP wait for a client that reads slowly, and loses nothing`, async () => {
    const piece = randomBytes(pieceBytes)
    let made = 0
    await using server = await serve((request) => {
      const push = (): void => {
        for (let flows = true; flows && made < pieces; )
          flows = request.handler.onPart(made === 0 ? jsonHead(200) : none, piece, 8, ++made < pieces)
      }
      request.onResume = push
      push()
    })
    const client = await openSlowClient(server.port, 'GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n')
    for (let before = -1; before !== made; await sleep(50)) before = made
    assert.ok(made < pieces / 2, `PHP sent ${made} of ${pieces} pieces to a client that reads nothing`)
    const body = await client.readBody()
    assert.equal(body.length, pieces * pieceBytes)
    assert.ok(body.subarray(-pieceBytes).equals(piece))
  })

  test(`${name} hands the request body to PHP`, async () => {
    await using server = await serve(answering(''))
    await fetch(server.url, { method: 'POST', body: 'x'.repeat(100_000) })
    assert.equal(server.pool.seen[0]?.body.length, 100_000)
  })

  test(`${name} lets failures of the pool through`, async () => {
    await using server = await serve(({ handler }) => handler.onError(new Error('gone')))
    const response = await fetch(server.url)
    assert.deepEqual([response.status, await response.text()], [500, ''])
  })

  test(`${name} keeps what PHP sent before it failed`, async () => {
    await using server = await serve(({ handler }) => {
      handler.onPart(jsonHead(200), Buffer.from('half'), 8, true)
      handler.onError(new Error('gone'))
    })
    assert.equal(await (await fetch(server.url)).text(), 'half')
  })

  test(`${name} keeps HEAD, 204 and 304 without a body`, async () => {
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const) {
      await using server = await serve(answering(status === 200 ? 'x' : '', { ETag: ['"1"'] }, status))
      const head = `${method} / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`
      const text = await rawExchange(server.port, head)
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} [^]*Etag: "1"[^]*\r\n\r\n$`, 'i'))
      assert.doesNotMatch(text, /Content-Encoding|Transfer-Encoding/)
    }
  })

  test(`${name} stops PHP's stream when the client leaves`, async () => {
    await using server = await serve(({ handler }) => void handler.onPart(jsonHead(200), Buffer.from('1'), 8, true))
    const controller = new AbortController()
    const response = await fetch(server.url, { signal: controller.signal })
    await response.body?.getReader().read()
    controller.abort()
    const request = server.pool.seen[0] as FakeRequest
    while (request.cancels === 0) await sleep(5)
    assert.equal(request.cancels, 1)
    server.pool.worker = answering('next')
    assert.equal(await (await fetch(server.url)).text(), 'next')
  })

  test(`${name} works around and within other layers`, async () => {
    const mark =
      (value: string) =>
      (next: ExchangeHandler): ExchangeHandler =>
      async (exchange) => {
        await next(exchange)
        exchange.response.headers.add('x-mark', value)
      }
    const chain = mark('outer')(layerOf(definition, config, mark('inner')(callPhp)))
    await using server = await serveThrough(chain, answering('x'.repeat(5000)))
    const response = await fetch(server.url)
    assert.equal(response.headers.get('x-mark'), 'inner, outer')
    assert.equal((await response.text()).length, 5000)
  })
}
