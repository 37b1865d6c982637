import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLogger } from '../../../lib/log.ts'
import { callPhp } from '../chained-exchange.ts'
import type { MiddlewareDefinition } from '../contract.ts'
import { FakePool, jsonHead } from './fake-pool.ts'
import { rawExchange, startPlane } from './plane.ts'

const none = Buffer.alloc(0)

/**
 * What every middleware must leave as it is: declares the tests. `config` is its section as parsed from YAML, one that leaves a
 * plain GET to PHP.
 */
export function testMiddleware<Config>(definition: MiddlewareDefinition<Config>, config: unknown): void {
  const create = () => definition.create({ config: definition.config.parse(config), log: silentLogger })(callPhp)
  const serve = (worker: FakePool['worker']) => startPlane(new FakePool(worker), {}, { chain: create() })

  test(`middleware ${definition.name} passes status, headers and body on`, async () => {
    await using server = await serve(({ handler }) => {
      handler.onPart(jsonHead(201, { 'Set-Cookie': ['a=1', 'b=2'] }), Buffer.from('body'), 8, false)
    })
    const response = await fetch(server.url)
    assert.equal(response.status, 201)
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2'])
    assert.equal(await response.text(), 'body')
  })

  test(`middleware ${definition.name} passes a stream on chunk by chunk`, async () => {
    await using server = await serve(({ handler }) => {
      handler.onPart(jsonHead(200), Buffer.from('1'), 8, true)
      setTimeout(() => {
        handler.onPart(none, Buffer.from('2'), 8, true)
        handler.onPart(none, none, 8, false)
      }, 30)
    })
    const reader = (await fetch(server.url)).body?.getReader()
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '1')
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), '2')
    assert.equal((await reader?.read())?.done, true)
  })

  test(`middleware ${definition.name} hands the request body to PHP`, async () => {
    const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), none, 8, false))
    await using server = await startPlane(pool, {}, { chain: create() })
    await fetch(server.url, { method: 'POST', body: 'x'.repeat(100_000) })
    assert.equal(pool.seen[0]?.body.length, 100_000)
  })

  test(`middleware ${definition.name} lets failures of the pool through`, async () => {
    await using server = await serve(({ handler }) => handler.onError(new Error('gone')))
    assert.equal((await fetch(server.url)).status, 500)
  })

  test(`middleware ${definition.name} keeps HEAD without a body`, async () => {
    await using server = await serve(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('x'), 8, false))
    const text = await rawExchange(server.port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    assert.match(text, /^HTTP\/1.1 200 OK[^]*\r\n\r\n$/)
  })
}
