import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { pause, until } from '../../../test/support/wait.ts'
import { OpError } from '../../lib/op-error.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { rawExchange, startPlane } from './testing/plane.ts'

const none = Buffer.alloc(0)
const network = new OpError('sync_worker_receive_frame', 'Network', 'EOF')

test('chunks arrive one by one as the worker sends them', async () => {
  // spec 03 #94
  const pool = new FakePool(() => {})
  await using server = await startPlane(pool)
  const answer = fetch(server.url)
  await until('it to be so', () => pool.seen.length === 1)
  const { handler } = pool.seen[0] as FakeRequest
  handler.onPart(jsonHead(200), Buffer.from('line 1\n'), 8, true)
  const reader = (await answer).body?.getReader()
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'line 1\n')
  for (let line = 2; line < 10; line++) {
    handler.onPart(none, Buffer.from(`line ${line}\n`), 0, true)
    assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), `line ${line}\n`)
  }
  handler.onPart(none, none, 0, false)
  assert.equal((await reader?.read())?.done, true)
})

test("chunks that wait for a slow client are copies: the worker's buffer is free again", async () => {
  const reused = Buffer.alloc(60_000)
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(200), none, 8, true)
    for (let value = 1; value <= 100; value++) handler.onPart(none, reused.fill(value), 0, true)
    handler.onPart(none, none, 0, false)
  })
  await using server = await startPlane(pool)
  for (let round = 0; round < 2; round++) {
    const body = Buffer.from(await (await fetch(server.url)).arrayBuffer())
    const wanted = Array.from({ length: 100 }, (_, index) => Buffer.alloc(60_000, index + 1))
    assert.ok(body.equals(Buffer.concat(wanted)))
  }
})

test('a stream that breaks ends cleanly, with one record', async () => {
  // spec 03 #95, #96
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(200), Buffer.from('1\n'), 8, true)
    handler.onError(network)
  })
  await using server = await startPlane(pool)
  const response = await fetch(server.url)
  assert.equal(response.status, 200)
  assert.equal(await response.text(), '1\n')
  assert.deepEqual(
    server.records.filter(({ level }) => level === 'error').map(({ message }) => message),
    ['read stream'],
  )
})

test('an empty last frame without codec ends a stream', async () => {
  // spec 03 #101
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(200), Buffer.from('x'), 8, true)
    handler.onPart(none, none, 0, false)
  })
  await using server = await startPlane(pool)
  assert.equal(await (await fetch(server.url)).text(), 'x')
})

test('a client that leaves during a stream stops the worker', async () => {
  // spec 03 #98
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('x'), 8, true))
  await using server = await startPlane(pool)
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  await once(socket, 'data')
  socket.destroy()
  await until('it to be so', () => pool.seen[0]?.cancels === 1)
  assert.ok(server.records.some(({ message }) => message === 'write response (chunk) error'))
  pool.seen[0]?.handler.onPart(none, Buffer.from('late'), 0, true)
})

test('a client that leaves before the answer cancels, and is logged as 499', async () => {
  const pool = new FakePool(() => {})
  await using server = await startPlane(pool)
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  await until('it to be so', () => pool.seen.length === 1)
  socket.destroy()
  await until('it to be so', () => pool.seen[0]?.cancels === 1)
  assert.equal(server.records.find(({ message }) => message === 'http log')?.fields.status, 499)
})

test('a client that does not read makes the worker wait', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let sent = 0
  const pool = new FakePool((request) => {
    const push = (): void => {
      let flowing = true
      while (flowing && sent < 60_000_000) {
        flowing = request.handler.onPart(sent === 0 ? jsonHead(200) : none, chunk, 8, true)
        sent += chunk.length
      }
    }
    request.onResume = push
    push()
  })
  await using server = await startPlane(pool)
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  socket.pause()
  await until('it to be so', () => sent > 0)
  let held = 0
  while (held !== sent) {
    held = sent
    await pause(50)
  }
  assert.ok(held < 30_000_000, `${held} bytes were taken`)
  socket.resume()
  await until('it to be so', () => sent > held)
  socket.destroy()
})

test('the buffer of a part is free again after the call', async () => {
  const shared = Buffer.from('first')
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(200), shared, 8, true)
    shared.fill('X')
    const large = Buffer.alloc(100_000, 'y')
    handler.onPart(none, large, 8, false)
    large.fill('X')
  })
  await using server = await startPlane(pool)
  assert.equal(await (await fetch(server.url)).text(), `first${'y'.repeat(100_000)}`)
})

test('a HEAD stream is read to its end and discarded', async () => {
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(200), Buffer.from('x'), 8, true)
    handler.onPart(none, Buffer.from('y'), 8, false)
  })
  await using server = await startPlane(pool)
  const text = await rawExchange(server.port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  assert.match(text, /^HTTP\/1.1 200 OK[^]*\r\n\r\n$/)
  assert.equal(pool.seen[0]?.cancels, 0)
})
