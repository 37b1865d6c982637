import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../../test/support/wait.ts'
import { callPhp } from './chained-exchange.ts'
import type { BodyFilter, Exchange, ExchangeHandler } from './contract.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { rawExchange, startPlane } from './testing/plane.ts'

const none = Buffer.alloc(0)
const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)

/** A data plane with one layer. */
const serve = (layer: (exchange: Exchange, next: ExchangeHandler) => Promise<void> | void, worker = ok) =>
  startPlane(new FakePool(worker), {}, { chain: async (exchange) => layer(exchange, callPhp) })

test('respond() streams a readable, and HEAD does not read it', async () => {
  const sources: Readable[] = []
  await using server = await serve((exchange) => {
    const source = Readable.from([Buffer.from('one'), Buffer.from('two')], { objectMode: false })
    sources.push(source)
    exchange.response.headers.set('Content-Length', '6')
    exchange.respond(200, source)
  })
  const response = await fetch(server.url)
  assert.deepEqual([response.headers.get('content-length'), await response.text()], ['6', 'onetwo'])
  const head = await rawExchange(server.port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  assert.match(head, /Content-Length: 6\r\n[^]*\r\n\r\n$/)
  await until('it to be so', () => sources.every((source) => source.destroyed))
})

test('a stream of ours runs at the pace of its client and ends when the client leaves', async () => {
  let pushed = 0
  const source = new Readable({
    read() {
      pushed += 65_536
      this.push(Buffer.alloc(65_536))
    },
  })
  await using server = await serve((exchange) => exchange.respond(200, source))
  const socket = connect(server.port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(socket, 'readable')
  let before = -1
  while (before !== pushed) {
    before = pushed
    await sleep(50)
  }
  assert.ok(pushed < 64 * 1024 * 1024, `${pushed} bytes were read for a client that reads nothing`)
  socket.destroy()
  await until('it to be so', () => source.destroyed)
})

test('a stream of ours that fails before its first byte is a 500, later it cuts the connection', async () => {
  await using early = await serve((exchange) =>
    exchange.respond(200, new Readable({ read: () => void 0, construct: (done) => done(new Error('no file')) })),
  )
  assert.equal((await fetch(early.url)).status, 500)
  await using late = await serve((exchange) => {
    async function* broken() {
      yield Buffer.from('a')
      await sleep(20)
      throw new Error('disk')
    }
    exchange.respond(200, Readable.from(broken(), { objectMode: false }))
  })
  await assert.rejects(async () => (await fetch(late.url)).text())
  assert.equal(late.records.filter(({ message }) => message === 'internal server error').length, 1)
})

/** Passes on in upper case, a turn later; stops the source meanwhile. */
const shouting = (exchange: Exchange): void =>
  exchange.filterBody((output): BodyFilter => {
    const queue: [Buffer, boolean][] = []
    const run = (): void => {
      const [bytes, last] = queue.shift() as [Buffer, boolean]
      exchange.response.headers.set('x-loud', '1')
      const flowing = output.write(Buffer.from(bytes.toString().toUpperCase()), last)
      if (flowing && !last) output.resume()
    }
    return {
      write(bytes, last) {
        queue.push([Buffer.from(bytes), last])
        setImmediate(run)
        return false
      },
      drain: () => output.resume(),
    }
  })

test('a filter changes whole answers and streams, and the head until the first byte', async () => {
  const layer = async (exchange: Exchange, next: ExchangeHandler): Promise<void> => {
    await next(exchange)
    shouting(exchange)
  }
  await using whole = await serve(layer)
  const response = await fetch(whole.url)
  assert.deepEqual([response.headers.get('x-loud'), await response.text()], ['1', 'OK'])
  await using stream = await serve(layer, (request) => {
    let at = 0
    const more = (): void => {
      const flowing = request.handler.onPart(at === 0 ? jsonHead(200) : none, Buffer.from(`line ${at} `), 8, ++at < 20)
      if (flowing && at < 20) more()
    }
    request.onResume = more
    more()
  })
  assert.equal(await (await fetch(stream.url)).text(), Array.from({ length: 20 }, (_, at) => `LINE ${at} `).join(''))
})

test('a filter takes what a layer answers, and respond() drops the filters before it', async () => {
  await using server = await serve((exchange) => {
    exchange.respond(200, 'first')
    shouting(exchange)
    if (exchange.request.target === '/again') exchange.respond(201, 'second')
  })
  assert.equal(await (await fetch(server.url)).text(), 'FIRST')
  assert.equal(await (await fetch(`${server.url}/again`)).text(), 'second')
})
