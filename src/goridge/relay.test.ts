// What every relay must do, held against pipes and sockets; then what only one of them can. Cases: spec 01 §3, §19 #19.
import assert from 'node:assert/strict'
import { closeSync, writeSync } from 'node:fs'
import { connect, createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { ByteReader } from '../../test/support/byte-reader.ts'
import { until, within } from '../../test/support/wait.ts'
import { makePipes } from '../os/pipes.ts'
import { PipeRelay } from './pipe-relay.ts'
import type { Relay } from './relay.ts'
import { SocketRelay } from './socket-relay.ts'

const limitMs = 30_000

/** A relay, and the worker's side of it. */
interface Pair {
  readonly relay: Relay
  /** What the worker gets and sends. */
  readonly input: Socket
  readonly output: Socket
}

async function overPipes(context: TestContext): Promise<Pair> {
  const [toWorker, fromWorker] = (await makePipes(2)) as [
    { read: number; write: number },
    { read: number; write: number },
  ]
  const pair = {
    relay: new PipeRelay(toWorker.write, fromWorker.read),
    input: new Socket({ fd: toWorker.read, readable: true, writable: false }),
    output: new Socket({ fd: fromWorker.write, readable: false, writable: true }),
  }
  context.after(() => closeAll(pair))
  return pair
}

async function overSocket(context: TestContext): Promise<Pair> {
  const path = join(tmpdir(), `rr-relay-${process.pid}-${context.name.length}-${Math.random()}.sock`)
  const accepted = Promise.withResolvers<Socket>()
  const server = createServer(accepted.resolve)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const worker = connect(path)
  const pair = {
    relay: new SocketRelay(await within(limitMs, 'a connection', accepted.promise)),
    input: worker,
    output: worker,
  }
  server.close()
  context.after(() => closeAll(pair))
  return pair
}

function closeAll({ relay, input, output }: Pair): void {
  relay.close()
  input.destroy()
  output.destroy()
}

/** Collects what a relay tells. */
class Listener {
  bytes: Buffer = Buffer.alloc(0)
  ends: (Error | undefined)[] = []

  onChunk(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk])
  }

  onEnd(error: Error | undefined): void {
    this.ends.push(error)
  }
}

function listen(relay: Relay): Listener {
  const listener = new Listener()
  relay.attach(listener)
  return listener
}

for (const [name, open] of [
  ['PipeRelay', overPipes],
  ['SocketRelay', overSocket],
] as const) {
  describe(name, () => {
    test('keeps the order of small and large sends', async (context) => {
      const { relay, input } = await open(context)
      const sent = [
        Buffer.alloc(100, 'a'),
        Buffer.alloc(3_000_000, 'b'),
        Buffer.alloc(100, 'c'),
        Buffer.alloc(5000, 'd'),
      ]
      for (const bytes of sent) assert.equal(relay.send(bytes, 0), true)
      assert.ok(relay.unsentBytes > 0, 'three megabytes fit into no pipe')
      const all = Buffer.concat(sent)
      assert.ok((await new ByteReader(input, limitMs).exactly(all.length)).equals(all))
      await until('everything to be sent', () => relay.unsentBytes === 0)
    })

    test('sends from an offset', async (context) => {
      const { relay, input } = await open(context)
      relay.send(Buffer.from('receipt request'), 8)
      assert.equal((await new ByteReader(input, limitMs).exactly(7)).toString(), 'request')
    })

    test('delivers what arrives, but not while it is paused', async (context) => {
      const { relay, output } = await open(context)
      const listener = listen(relay)
      output.write('one')
      await until('the first bytes', () => listener.bytes.toString() === 'one')
      relay.pause()
      await new Promise<void>((resolve) => output.write('two', () => resolve()))
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.equal(listener.bytes.toString(), 'one')
      relay.resume()
      await until('the next bytes', () => listener.bytes.toString() === 'onetwo')
    })

    test('tells the end once', async (context) => {
      const { relay, input, output } = await open(context)
      const listener = listen(relay)
      output.end('last words')
      await until('the end', () => listener.ends.length > 0)
      assert.equal(listener.bytes.toString(), 'last words')
      input.destroy()
      relay.send(Buffer.from('x'), 0)
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.deepEqual(listener.ends, [undefined])
    })

    test('drain() gives what is left before it calls back', async (context) => {
      const { relay, output } = await open(context)
      const listener = listen(relay)
      relay.pause()
      await new Promise<void>((resolve) => output.end('last words', () => resolve()))
      await new Promise<void>((resolve) => relay.drain(resolve))
      assert.equal(listener.bytes.toString(), 'last words')
    })

    test('takes nothing any more once the other side is gone', async (context) => {
      const { relay, input, output } = await open(context)
      const listener = listen(relay)
      input.destroy()
      output.destroy()
      await until('the end', () => listener.ends.length > 0)
      await until('a refusal', () => !relay.send(Buffer.from('x'), 0))
    })

    test('tells nothing after close()', async (context) => {
      const { relay, output } = await open(context)
      const listener = listen(relay)
      relay.close()
      output.on('error', () => {}).write('too late')
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
      assert.equal(listener.bytes.length, 0)
      assert.deepEqual(listener.ends, [])
      assert.equal(relay.send(Buffer.from('x'), 0), false)
    })
  })
}

describe('PipeRelay alone', () => {
  test('knows how much the worker has not read', async (context) => {
    const { relay, input } = await overPipes(context)
    assert.equal(relay.unreadBytes(), 0)
    relay.send(Buffer.from('12345'), 0)
    assert.equal(relay.unreadBytes(), 5)
    await new ByteReader(input, limitMs).exactly(5)
    assert.equal(relay.unreadBytes(), 0)
  })

  test('drain() ends though a child of the worker writes on', async (context) => {
    const [toWorker, fromWorker] = (await makePipes(2)) as [
      { read: number; write: number },
      { read: number; write: number },
    ]
    context.after(() => [toWorker.read, fromWorker.write].forEach((fd) => closeSync(fd)))
    const relay = new PipeRelay(toWorker.write, fromWorker.read)
    context.after(() => relay.close())
    const block = Buffer.alloc(4096, 'x')
    let bytes = 0
    relay.pause()
    relay.attach({
      onChunk: (chunk) => {
        bytes += chunk.length
        if (bytes < 100_000_000) writeSync(fromWorker.write, block)
      },
      onEnd: () => {},
    })
    writeSync(fromWorker.write, block)
    await new Promise<void>((resolve) => relay.drain(resolve))
    assert.ok(bytes >= 1_048_576, `what a pipe can hold was read, ${bytes} bytes`)
    assert.ok(bytes < 100_000_000, 'it would have read for ever')
  })

  // What a request that was refused whole means: it cannot have been started.
  test('says at once that a small send was refused, and then that this is the end', async (context) => {
    const [toWorker, fromWorker] = (await makePipes(2)) as [
      { read: number; write: number },
      { read: number; write: number },
    ]
    const relay = new PipeRelay(toWorker.write, fromWorker.read)
    context.after(() => {
      relay.close()
      closeSync(fromWorker.write)
    })
    const listener = listen(relay)
    closeSync(toWorker.read)
    assert.equal(relay.send(Buffer.from('request'), 0), false)
    await until('the end', () => listener.ends.length > 0)
    assert.equal((listener.ends[0] as NodeJS.ErrnoException).code, 'EPIPE')
  })

  test('waits with a small send while a large one is under way', async (context) => {
    const { relay, input } = await overPipes(context)
    const large = Buffer.alloc(200_000, 'l')
    relay.send(large, 0)
    const waiting = relay.unsentBytes
    relay.send(Buffer.from('small'), 0)
    assert.equal(relay.unsentBytes, waiting + 5)
    const all = await new ByteReader(input, limitMs).exactly(large.length + 5)
    assert.equal(all.subarray(large.length).toString(), 'small')
  })
})

test('SocketRelay does not know how much the worker has not read', async (context) => {
  const { relay } = await overSocket(context)
  assert.equal(relay.unreadBytes(), undefined)
})
