// Workers that connect to a socket. Cases: spec 01 §3.2, §18 D3, §19 #43, #44.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { ByteReader } from '../../test/support/byte-reader.ts'
import { within } from '../../test/support/wait.ts'
import { encodeFrame, Flag } from './frame.ts'
import { pidFrame } from './request.ts'
import { SocketHub } from './socket-hub.ts'

const limitMs = 30_000

class Listeners {
  readonly hub = new SocketHub()
  readonly path = join(tmpdir(), `rr-hub-${process.pid}-${Math.random()}.sock`)

  static async open(context: TestContext): Promise<Listeners> {
    const own = new Listeners()
    await own.hub.listen({ path: own.path })
    context.after(() => own.hub.close())
    return own
  }

  connect(context: TestContext): Socket {
    const socket = connect(this.path).on('error', () => {})
    context.after(() => socket.destroy())
    return socket
  }

  /** A worker that connects, hears the question and says its pid. */
  async worker(context: TestContext, pid: number): Promise<Socket> {
    const socket = this.connect(context)
    assert.deepEqual(await new ByteReader(socket, limitMs).exactly(pidFrame.length), pidFrame)
    socket.write(pidReply({ pid }))
    return socket
  }
}

describe('SocketHub', () => {
  test('hands a connection to whoever started that process, whichever comes first', async (context) => {
    const listeners = await Listeners.open(context)
    const { hub } = listeners
    const early = hub.claim(11, AbortSignal.timeout(limitMs))
    await listeners.worker(context, 11)
    const relay = await early
    const worker = await listeners.worker(context, 12)
    const other = await hub.claim(12, AbortSignal.timeout(limitMs))
    assert.notEqual(relay, other)
    other.send(Buffer.from('for twelve'), 0)
    assert.equal((await new ByteReader(worker, limitMs).exactly(10)).toString(), 'for twelve')
  })

  // spec 01 #44, D3
  test('lets neither a silent peer nor a malformed one stand in the way', async (context) => {
    const listeners = await Listeners.open(context)
    listeners.connect(context)
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
      pidReply({ pid: 0 }),
      encodeFrame(0, [0], 'no control frame'),
      encodeFrame(Flag.control, [], 'no JSON'),
      encodeFrame(Flag.control, [], Buffer.alloc(10_000, ' ')),
    ]) {
      const stranger = listeners.connect(context)
      stranger.write(bytes)
      stranger.resume()
      await within(limitMs, `the hub to drop ${bytes.toString('latin1', 0, 40)}`, once(stranger, 'close'))
    }
    const claim = listeners.hub.claim(21, AbortSignal.timeout(limitMs))
    await listeners.worker(context, 21)
    await claim
  })

  test('gives up a claim with the reason of its signal, and keeps who comes later for the next', async (context) => {
    const listeners = await Listeners.open(context)
    const gone = new AbortController()
    const claim = listeners.hub.claim(31, gone.signal)
    gone.abort(new Error('the process has exited'))
    await assert.rejects(claim, /the process has exited/)
    await listeners.worker(context, 31)
    await listeners.hub.claim(31, AbortSignal.timeout(limitMs))
  })

  test('a second process of the same pid takes the place of one that nobody claimed', async (context) => {
    const listeners = await Listeners.open(context)
    const first = await listeners.worker(context, 41)
    first.resume()
    const second = await listeners.worker(context, 41)
    await within(limitMs, 'the first to be closed', once(first, 'close'))
    const relay = await listeners.hub.claim(41, AbortSignal.timeout(limitMs))
    relay.send(Buffer.from('x'), 0)
    await new ByteReader(second, limitMs).exactly(1)
  })

  test('forgets a process that goes, or says more, before anybody has claimed it', async (context) => {
    const listeners = await Listeners.open(context)
    const gone = await listeners.worker(context, 61)
    gone.end()
    gone.resume()
    await within(limitMs, 'the end of the one that goes', once(gone, 'close'))
    const talker = await listeners.worker(context, 61)
    talker.resume()
    talker.write('Warning: something')
    await within(limitMs, 'the end of the one that talks', once(talker, 'close'))
    const claim = listeners.hub.claim(61, AbortSignal.timeout(limitMs))
    const worker = await listeners.worker(context, 61)
    ;(await claim).send(Buffer.from('x'), 0)
    await new ByteReader(worker, limitMs).exactly(1)
  })

  // spec 01 #43
  test('close() leaves connections that were claimed alone', async (context) => {
    const listeners = await Listeners.open(context)
    const worker = await listeners.worker(context, 51)
    const relay = await listeners.hub.claim(51, AbortSignal.timeout(limitMs))
    listeners.hub.close()
    relay.send(Buffer.from('still here'), 0)
    assert.equal((await new ByteReader(worker, limitMs).exactly(10)).toString(), 'still here')
    relay.close()
  })

  test('listen() rejects when the address is taken', async (context) => {
    const { path } = await Listeners.open(context)
    await assert.rejects(new SocketHub().listen({ path }), { code: 'EADDRINUSE' })
  })
})

function pidReply(message: unknown): Buffer {
  return encodeFrame(Flag.control, [], JSON.stringify(message))
}
