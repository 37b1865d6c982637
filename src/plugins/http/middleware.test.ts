import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../../test/support/wait.ts'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import { section } from '../../lib/scalars.ts'
import { type AnyMiddleware, foldChain } from './chain.ts'
import { defineMiddleware, type ExchangeEnd, type ExchangeHandler } from './contract.ts'
import { headers } from './middleware/headers.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { type LoggedRecord, recordingLogger, startPlane } from './testing/plane.ts'

const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)

function layer(name: string, wrap: (next: ExchangeHandler) => ExchangeHandler): AnyMiddleware {
  return defineMiddleware({ name, config: section({}), create: () => wrap }) as unknown as AnyMiddleware
}

function fold(known: readonly AnyMiddleware[], names = known.map(({ name }) => name), lastOutermost = true) {
  const records: LoggedRecord[] = []
  const reader = { has: () => false } as unknown as ConfigReader
  const log = recordingLogger(records)
  return {
    chain: foldChain({ names, lastOutermost, known, reader, decode: () => ({}) as never, log, offerMetrics: () => {} }),
    records,
  }
}

const marking = (name: string) =>
  layer(name, (next) => async (exchange) => {
    exchange.request.headers.add('x-order', name)
    await next(exchange)
    exchange.response.headers.add('x-order', name)
  })

test('the last of the list is outermost, or the first where asked', async () => {
  // spec 03 §8, #156
  for (const [lastOutermost, inwards] of [
    [true, ['c', 'b', 'a']],
    [false, ['a', 'b', 'c']],
  ] as const) {
    const pool = new FakePool(ok)
    const { chain } = fold(['a', 'b', 'c'].map(marking), undefined, lastOutermost)
    await using server = await startPlane(pool, {}, { chain })
    const response = await fetch(server.url)
    assert.equal(response.headers.get('x-order'), inwards.toReversed().join(', '))
    assert.deepEqual(JSON.parse(String(pool.seen[0]?.context)).headers['X-Order'], inwards)
  }
})

test('unknown names are logged and passed over', () => {
  // spec 03 #18
  const { chain, records } = fold([], ['nope', 'new_relic'])
  assert.equal(chain, undefined)
  assert.deepEqual(
    records.map(({ level, message, fields }) => [level, message.slice(0, 34), fields.requested]),
    [
      ['warn', 'requested middleware does not exist'.slice(0, 34), 'nope'],
      ['warn', 'middleware of RoadRunner that this', 'new_relic'],
    ],
  )
})

test('a middleware without the section it needs is said to do nothing', () => {
  const { chain, records } = fold([headers as unknown as AnyMiddleware])
  assert.equal(chain, undefined)
  assert.match(records[0]?.message ?? '', /has no section/)
})

test('a layer can answer in place of PHP, without a record', async () => {
  // spec 03 #155
  const halt = layer('halt', (next) => async (exchange) => {
    if (exchange.request.target !== '/halt') return next(exchange)
    return exchange.respond(500, 'halted')
  })
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, {}, { chain: fold([halt]).chain })
  const response = await fetch(`${server.url}/halt`)
  assert.deepEqual([response.status, await response.text()], [500, 'halted'])
  assert.equal(pool.seen.length, 0)
  assert.deepEqual(server.records, [])
  assert.equal(await (await fetch(server.url)).text(), 'ok')
})

test('a layer can change the request, and what it says reaches PHP and the log', async () => {
  const change = layer('change', (next) => (exchange) => {
    exchange.request.remoteAddress = '10.9.8.7'
    exchange.request.attributes.set('ipAddress', ['10.9.8.7'])
    exchange.request.target = '/other?x=1'
    return next(exchange)
  })
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, {}, { chain: fold([change]).chain })
  await fetch(server.url)
  const context = JSON.parse(String(pool.seen[0]?.context))
  assert.deepEqual(
    [context.remoteAddr, context.rawQuery, context.attributes],
    ['10.9.8.7', 'x=1', { ipAddress: ['10.9.8.7'] }],
  )
  assert.equal(server.records.find(({ message }) => message === 'http log')?.fields.remote_address, '10.9.8.7')
})

test('a layer can replace what PHP answered', async () => {
  const replace = layer('replace', (next) => async (exchange) => {
    await next(exchange)
    exchange.response.headers.delete('content-type')
    exchange.respond(exchange.response.status + 1, 'mine')
  })
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(201), Buffer.from('php'), 8, true))
  await using server = await startPlane(pool, {}, { chain: fold([replace]).chain })
  const response = await fetch(server.url)
  assert.deepEqual([response.status, await response.text()], [202, 'mine'])
  assert.equal(pool.seen[0]?.cancels, 1)
})

test('a layer that throws fails its request only', async () => {
  const bad = layer('bad', (next) => async (exchange) => {
    if (exchange.request.target === '/bad') throw new Error('oops')
    if (exchange.request.target === '/late') {
      await next(exchange)
      throw new Error('late')
    }
    return next(exchange)
  })
  await using server = await startPlane(new FakePool(ok), {}, { chain: fold([bad]).chain })
  for (const path of ['/bad', '/late']) {
    const response = await fetch(server.url + path)
    assert.deepEqual([response.status, await response.text()], [500, ''])
  }
  assert.equal((await fetch(server.url)).status, 200)
  assert.equal(server.records.filter(({ message }) => message === 'internal server error').length, 2)
})

test('PHP waits while a layer is busy with the head', async () => {
  const slow = layer('slow', (next) => async (exchange) => {
    await next(exchange)
    await sleep(30)
    exchange.response.headers.set('x-late', '1')
  })
  const flows: boolean[] = []
  const pool = new FakePool((request) => {
    flows.push(request.handler.onPart(jsonHead(200), Buffer.from('a'), 8, true))
    request.onResume = () => void request.handler.onPart(Buffer.alloc(0), Buffer.from('b'), 8, false)
  })
  await using server = await startPlane(pool, {}, { chain: fold([slow]).chain })
  const response = await fetch(server.url)
  assert.equal(response.headers.get('x-late'), '1')
  assert.equal(await response.text(), 'ab')
  assert.deepEqual(flows, [false])
})

test('onEnd() tells how it ended', async () => {
  const ends: ExchangeEnd[] = []
  const watch = layer('watch', (next) => (exchange) => {
    exchange.onEnd((end) => void ends.push(end))
    return next(exchange)
  })
  await using server = await startPlane(new FakePool(ok), {}, { chain: fold([watch]).chain })
  await (await fetch(server.url)).text()
  assert.deepEqual(ends, [{ status: 200, bodyBytes: 2, complete: true }])
})

test('headers of a layer survive an interim head', async () => {
  // spec 03 #88
  const mark = layer('mark', (next) => (exchange) => {
    exchange.response.headers.set('x-mark', '1')
    return next(exchange)
  })
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(103, { Link: ['</a>'] }), Buffer.alloc(0), 8, true)
    handler.onPart(jsonHead(200), Buffer.from('x'), 8, false)
  })
  await using server = await startPlane(pool, {}, { chain: fold([mark]).chain })
  const response = await fetch(server.url)
  assert.deepEqual([response.headers.get('x-mark'), response.headers.get('link')], ['1', null])
})

test('a client that leaves ends the wait of a layer', async () => {
  let ended = false
  const wait = layer('wait', (next) => async (exchange) => {
    await next(exchange)
    ended = true
  })
  const pool = new FakePool(() => {})
  await using server = await startPlane(pool, {}, { chain: fold([wait]).chain })
  const controller = new AbortController()
  const answer = fetch(server.url, { signal: controller.signal })
  while (pool.seen.length === 0) await sleep(5)
  controller.abort()
  await answer.catch(() => {})
  await until('the wait of the layer to end', () => ended)
})
