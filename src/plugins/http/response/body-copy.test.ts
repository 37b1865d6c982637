import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { until } from '../../../../test/support/wait.ts'
import { FrameFlag, FrameType, frame, Http2Wire, requestBlock } from '../testing/http2-frames.ts'
import { writeCopy } from './body-copy.ts'

const pieceBytes = 60_000
/** More than the buffers of two sockets hold: the server is left with a frame half written. */
const pieceCount = 400

test('a client that resets its stream never finds the answer of another in it', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  using client = new Http2Wire((server.address() as AddressInfo).port)
  client.send(largestWindows(), frame(FrameType.headers, FrameFlag.endHeaders | FrameFlag.endStream, 1, requestBlock()))
  const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream]
  const closed = once(stream, 'close')
  stream.on('error', () => {}).respond({ ':status': 200 })
  client.socket.pause()
  await writeUntilHeldUp(stream)
  client.send(frame(FrameType.reset, 0, 1, Buffer.from([0, 0, 0, 8])))
  const session = stream.session as ServerHttp2Session
  await closed

  const other = new PassThrough({ highWaterMark: pieceCount * pieceBytes })
  for (let count = 0; count < pieceCount; count++) writeCopy(other, Buffer.alloc(pieceBytes, 'B'))

  const ended = once(client.socket, 'close')
  session.close()
  client.socket.resume()
  await ended
  const data = client.frames.filter(({ type }) => type === FrameType.data)
  assert.ok(data.length > 0)
  assert.ok(data.every(({ payload }) => !payload.includes('B')))
})

/** Writes as a worker does, at the client's pace, until the system takes no more: a frame is half in the socket then. */
async function writeUntilHeldUp(stream: ServerHttp2Stream): Promise<void> {
  let written = 0
  const write = (): void => {
    while (++written < pieceCount && writeCopy(stream, Buffer.alloc(pieceBytes, 'A')));
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
