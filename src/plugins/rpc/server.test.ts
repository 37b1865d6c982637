import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../../test/support/wait.ts'
import { encodeFrame, Flag } from '../../goridge/frame.ts'
import type { RpcClient } from '../../goridge/rpc-client.ts'
import { connectRpc, RpcServiceError } from '../../goridge/rpc-client.ts'
import { encodeRpcFrame, RpcFrameReader } from '../../goridge/rpc-frame.ts'
import type { RpcMethods } from '../../kernel/rpc.ts'
import { defineMethod } from '../../kernel/rpc.ts'
import { boolType, bytesType, jsonResult, stringType, structType } from '../../kernel/rpc-types.ts'
import { silentLogger } from '../../lib/log.ts'
import { RpcDispatcher } from './dispatcher.ts'
import { RpcServer } from './server.ts'

const gates = new EventEmitter()

const methods: RpcMethods = {
  Wait: defineMethod({
    request: stringType,
    response: stringType,
    async call(gate) {
      await once(gates, gate)
      return gate
    },
  }),
  Echo: defineMethod({ request: stringType, response: stringType, call: (text) => text }),
  Sleep: defineMethod({
    request: structType({ ms: { ...stringType, zero: '0' }, name: stringType }),
    response: stringType,
    call: async ({ ms, name }) => sleep(Number(ms), name, { ref: false }),
  }),
  Big: defineMethod({ request: boolType, response: jsonResult<bigint>(), call: () => 2n ** 60n + 1n }),
  Bytes: defineMethod({ request: bytesType, response: bytesType, call: (bytes) => bytes }),
}

async function startServer(
  t: TestContext,
  address = 'tcp://127.0.0.1:0',
): Promise<{ server: RpcServer; address: string }> {
  const server = new RpcServer(new RpcDispatcher(new Map([['test', methods]])), silentLogger)
  await server.listen(address)
  t.after(() => server.close(100))
  return { server, address: server.port === undefined ? address : `tcp://127.0.0.1:${server.port}` }
}

async function startClient(t: TestContext, address?: string): Promise<RpcClient> {
  const client = await connectRpc((await startServer(t, address)).address)
  t.after(() => client.close())
  return client
}

interface Received {
  readonly sequence: number
  readonly text: string
}

/** A connection without a client's manners. */
async function startSocket(
  t: TestContext,
): Promise<{ socket: Socket; server: RpcServer; received: Received[]; until: (count: number) => Promise<Received[]> }> {
  const { server } = await startServer(t)
  const socket = connect({ port: server.port as number, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  const received: Received[] = []
  const reader = new RpcFrameReader((_flags, sequence, _method, body) =>
    received.push({ sequence, text: body.toString() }),
  )
  socket.on('data', (chunk: Buffer) => reader.push(chunk))
  const until = async (count: number): Promise<Received[]> => {
    while (received.length < count) await once(socket, 'data', { signal: AbortSignal.timeout(5000) })
    return received
  }
  return { socket, server, received, until }
}

function echo(sequence: number, text: string): Buffer {
  return encodeRpcFrame(Flag.json, sequence, 'test.Echo', JSON.stringify(text))
}

function sleepCall(sequence: number, ms: number, name: string): Buffer {
  return encodeRpcFrame(Flag.json, sequence, 'test.Sleep', JSON.stringify({ ms: String(ms), name }))
}

test('RpcServer answers calls on TCP', async (t) => {
  const client = await startClient(t)
  assert.equal(await client.call('test.Echo', 'hi'), 'hi')
  assert.equal(await client.call('test.Big', true), 2n ** 60n + 1n)
})

test('RpcServer answers calls on a unix socket, replaces a stale one, and removes its own', async (t) => {
  // spec 02 #77
  const folder = mkdtempSync(join(tmpdir(), 'courser-rpc-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'rpc.sock')
  writeFileSync(path, 'stale')
  const { server } = await startServer(t, `unix://${path}`)
  const client = await connectRpc(`unix://${path}`)
  assert.equal(await client.call('test.Echo', 'hi'), 'hi')
  client.close()
  await server.close(1000)
  assert.equal(existsSync(path), false)
})

test('RpcServer shares its port with another one', async (t) => {
  const { server } = await startServer(t)
  await assert.doesNotReject(startServer(t, `tcp://127.0.0.1:${server.port}`))
})

test('RpcServer runs the calls of a connection concurrently', async (t) => {
  // spec 02 #83
  const client = await startClient(t)
  const finished: string[] = []
  const slow = client.call<string>('test.Wait', 'slow').then((name) => finished.push(name))
  const calls = Array.from({ length: 300 }, async (_, index) => {
    const text = `${index}`
    if (index % 3 === 0) assert.equal(await client.call('test.Sleep', { ms: `${index % 20}`, name: text }), text)
    else if (index % 3 === 1) assert.equal(await client.call('test.Echo', text), text)
    else
      await assert.rejects(client.call('test.Nope', text), {
        name: 'RpcServiceError',
        message: "rpc: can't find method test.Nope",
      })
  })
  await Promise.all(calls)
  assert.deepEqual(finished, [])
  gates.emit('slow')
  await slow
  assert.deepEqual(finished, ['slow'])
})

test('RpcServer answers as calls finish', async (t) => {
  const { socket, until } = await startSocket(t)
  socket.write(Buffer.concat([sleepCall(1, 60, 'slow'), echo(2, 'fast')]))
  assert.deepEqual(await until(2), [
    { sequence: 2, text: '"fast"' },
    { sequence: 1, text: '"slow"' },
  ])
})

test('RpcServer answers calls with one sequence number in order', async (t) => {
  // spec 09 #2
  const { socket, until } = await startSocket(t)
  socket.write(Buffer.concat([sleepCall(5, 60, 'first'), echo(5, 'second'), echo(6, 'other')]))
  assert.deepEqual(
    (await until(3)).map(({ text }) => text),
    ['"other"', '"first"', '"second"'],
  )
})

test('RpcServer answers what runs when the client ends its side', async (t) => {
  // spec 02 #94
  const { socket, received } = await startSocket(t)
  socket.end(Buffer.concat([sleepCall(1, 60, 'pending'), echo(2, 'done')]))
  await once(socket, 'end')
  assert.deepEqual(
    received.map(({ sequence }) => sequence),
    [2, 1],
  )
})

test('RpcServer drops a connection that sends no RPC frames, and no other', async (t) => {
  // spec 02 #85, #86
  const { socket, server } = await startSocket(t)
  const other = await connectRpc(`tcp://127.0.0.1:${server.port}`)
  t.after(() => other.close())
  const closed = once(socket, 'close')
  socket.write(encodeFrame(Flag.json, [1, 99], 'test.Echo'))
  await once(socket, 'end')
  socket.end()
  await closed
  assert.equal(await other.call('test.Echo', 'still here'), 'still here')
})

test('RpcServer keeps a connection usable after an error', async (t) => {
  // spec 02 #87
  const client = await startClient(t)
  await assert.rejects(client.call('test.Echo', 5), RpcServiceError)
  assert.equal(await client.call('test.Echo', 'next'), 'next')
})

test('RpcServer is not held up by clients that do not read, or that come and go', async (t) => {
  // spec 02 #94
  const { server, address } = await startServer(t)
  const lazy = connect(server.port as number, '127.0.0.1')
  await once(lazy, 'connect')
  const body = Buffer.alloc(1024 * 1024, 'x')
  for (let index = 0; index < 64; index++) lazy.write(encodeRpcFrame(Flag.raw, index, 'test.Bytes', body))
  const client = await connectRpc(address)
  t.after(() => client.close())
  for (let index = 0; index < 50; index++) {
    const passing = connect(server.port as number, '127.0.0.1')
    passing.on('error', () => {})
    await once(passing, 'connect')
    passing.destroy()
    assert.equal(await client.call('test.Echo', 'quick'), 'quick')
  }
  // What the lazy one sent beyond the limit is still in its own buffers.
  assert.ok(lazy.writableLength > 8 * body.length)
  let bytes = 0
  lazy.on('data', (chunk: Buffer) => (bytes += chunk.length))
  await until('what was sent to the lazy one', () => bytes > 64 * body.length, 60_000)
  assert.ok(bytes > 64 * body.length)
  lazy.destroy()
})

test('close() lets running calls finish, within the grace period', async (t) => {
  const { server, address } = await startServer(t)
  const client = await connectRpc(address)
  const pending = client.call('test.Sleep', { ms: '80', name: 'finished' })
  const endless = client.call('test.Sleep', { ms: '600000', name: 'never' })
  endless.catch(() => {})
  await client.call('test.Echo', '')
  await server.close(300)
  assert.equal(await pending, 'finished')
  await assert.rejects(endless)
  await assert.rejects(connectRpc(address), /^Error: dial tcp 127\.0\.0\.1:\d+: connect: connection refused$/)
  await assert.doesNotReject(server.close(0))
})

test('close() before listen() does nothing', async () => {
  // spec 02 #78
  await new RpcServer(new RpcDispatcher(new Map()), silentLogger).close(0)
})

test('connectRpc() refuses addresses and answers that are none', async (t) => {
  // spec 02 #59
  const invalid = { message: 'invalid socket DSN (tcp://:6001, unix://file.sock)' }
  for (const address of ['', '127.0.0.1:6001', 'udp://x:1', 'tcp://a://b', 'tcp://noport'])
    await assert.rejects(connectRpc(address), invalid)
  await assert.rejects(connectRpc('unix:///no/such.sock'), {
    message: 'dial unix /no/such.sock: connect: no such file or directory',
  })
  const client = await startClient(t)
  client.close()
  await assert.rejects(client.call('test.Echo', 'x'), { message: 'connection is shut down' })
})

test('connectRpc() gives up on a slow answer', async (t) => {
  const client = await connectRpc((await startServer(t)).address, { timeoutMs: 30 })
  t.after(() => client.close())
  await assert.rejects(client.call('test.Sleep', { ms: '200', name: 'x' }), {
    message: 'test.Sleep: no answer within 30 ms',
  })
  assert.equal(await client.call('test.Echo', 'next'), 'next')
})
