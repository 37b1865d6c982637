import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { until } from '../../../../test/support/wait.ts'
import { FrameFlag, FrameType, frame, Http2Wire, requestBlock } from '../testing/http2-frames.ts'
import { type LostBuffers, writeCopy } from './body-copy.ts'
import { HeldBuffers } from './http2-held.ts'

const pieceBytes = 60_000
/** More than the buffers of two sockets hold: the server is left with a frame half written. */
const pieceCount = 400

test('a client that resets its stream never finds the answer of another in it', async (t) => {
  const { client, stream, session } = await heldUp(t, () => undefined)
  const closed = once(stream, 'close')
  client.send(reset)
  await closed
  const other = new PassThrough({ highWaterMark: pieceCount * pieceBytes })
  for (let count = 0; count < pieceCount; count++) writeCopy(other, Buffer.alloc(pieceBytes, 'B'))
  await assertOnlyItsOwn(client, session)
})

test('memory that a connection may still send from is not collected, though its stream is over', async (t) => {
  const lost: WeakRef<Buffer>[] = []
  const { client, stream, session } = await heldUp(t, (held) => ({
    add(buffer) {
      lost.push(new WeakRef(buffer))
      held.add(buffer)
    },
  }))
  const closed = once(stream, 'close')
  client.send(reset)
  await closed
  await until('the memory to be lost', () => lost.length > 0)
  await collectGarbage()
  assert.ok(lost.every((reference) => reference.deref() !== undefined))
  await assertOnlyItsOwn(client, session)
})

test('memory of a stream that was reset is given up once the client has read what was sent from it', async (t) => {
  const { client, stream, held } = await heldUp(t, (buffers) => buffers)
  const closed = once(stream, 'close')
  client.send(reset)
  await closed
  await until('the memory to be held', () => held.bytes > 0)
  client.answerPings()
  client.socket.resume()
  await until('the memory to be given up', () => held.bytes === 0)
})

const reset = frame(FrameType.reset, 0, 1, Buffer.from([0, 0, 0, 8]))

/** A server whose client has stopped to read in the midst of an answer of A, with what a reset then leaves. */
async function heldUp(t: TestContext, keep: (held: HeldBuffers) => LostBuffers | undefined) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new Http2Wire((server.address() as AddressInfo).port)
  t.after(() => {
    client[Symbol.dispose]()
    server.close()
  })
  client.send(largestWindows(), frame(FrameType.headers, FrameFlag.endHeaders | FrameFlag.endStream, 1, requestBlock()))
  const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream]
  const session = stream.session as ServerHttp2Session
  stream.on('error', () => {}).respond({ ':status': 200 })
  client.socket.pause()
  const held = new HeldBuffers(session)
  await writeUntilHeldUp(stream, keep(held))
  return { client, stream, session, held }
}

/** Reads on until the server has sent all it had to. */
async function assertOnlyItsOwn(client: Http2Wire, session: ServerHttp2Session): Promise<void> {
  const ended = once(client.socket, 'close')
  session.close()
  client.answerPings()
  client.socket.resume()
  await ended
  const data = client.frames.filter(({ type }) => type === FrameType.data)
  assert.ok(data.length > 0)
  assert.ok(data.every(({ payload }) => payload.every((byte) => byte === 65)))
}

/** In several turns: what a turn has touched is alive until its end. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    collect()
  }
}

/** Writes as a worker does, at the client's pace, until the system takes no more: a frame is half in the socket then. */
async function writeUntilHeldUp(stream: ServerHttp2Stream, lost: LostBuffers | undefined): Promise<void> {
  let written = 0
  const write = (): void => {
    while (++written < pieceCount && writeCopy(stream, Buffer.alloc(pieceBytes, 'A'), lost));
    stream.once('drain', write)
  }
  write()
  let before = 0
  let looks = 0
  await until('the system to take no more', () => {
    looks = written === before ? looks + 1 : 0
    before = written
    return looks >= 10
  })
}

/** Lets the server send as much as it can: neither the stream nor the connection holds it back. */
function largestWindows(): Buffer {
  const settings = Buffer.from([0, 4, 0x7f, 0xff, 0xff, 0xff])
  const update = Buffer.from([0x7f, 0xff, 0, 0])
  return Buffer.concat([frame(FrameType.settings, 0, 0, settings), frame(FrameType.window, 0, 0, update)])
}
