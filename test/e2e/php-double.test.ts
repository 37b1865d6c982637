// The official SDK's behaviour on the wire, over real pipes: of our double, and of the real packages when SDK_FOLDER is set.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { encodeFrame, type Frame, StreamBit } from '../../src/goridge/frame.ts'
import { controlFrame, fixture, httpContext, PhpWorker, parts, requestFrame } from '../support/php-worker.ts'
import { pause, until } from '../support/wait.ts'

const pong = encodeFrame(0, [], '', StreamBit.pong)
const stopStream = encodeFrame(0, [], '', StreamBit.stop)
const pidQuestion = controlFrame({ pid: 1 })

const workers: PhpWorker[] = []

async function start(env: Record<string, string> = {}, options?: readonly string[]): Promise<PhpWorker> {
  const worker = await PhpWorker.start(fixture('app'), env, options)
  workers.push(worker)
  assert.equal(await worker.handshake(), worker.pid)
  return worker
}

function get(path: string, changes: Record<string, unknown> = {}): Buffer {
  const [, rawQuery = ''] = path.split('?')
  return requestFrame(httpContext({ uri: `http://127.0.0.1${path}`, rawQuery, ...changes }))
}

async function bodyOf(worker: PhpWorker): Promise<string> {
  return parts(await worker.frame()).body.toString()
}

afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill()
})

describe('a worker of the official packages', () => {
  // spec 01 #21, 01 §15.3
  it('answers a pid question at any time and ends with code 0 when asked to stop', async () => {
    const worker = await start()
    assert.equal(await worker.handshake(), worker.pid)
    assert.deepEqual(await worker.stop(), { code: 0, signal: null })
  })

  // spec 01 #21
  it('obeys CONTROL before STOP and PONG bits', async () => {
    const worker = await start()
    worker.send(encodeFrame(0x09, [], '{"pid":1}', StreamBit.stop | StreamBit.pong))
    assert.equal((await worker.frame()).flags, 0x01)
    await worker.stop()
  })

  // spec 01 #22, #23
  it('processes frames of one write in order and skips stray STOP and PONG', async () => {
    const worker = await start()
    worker.send(pidQuestion, get('/echo?hello=one'), pong, stopStream, get('/echo?hello=two'), pidQuestion)
    assert.equal((await worker.frame()).flags, 0x01)
    assert.equal(await bodyOf(worker), 'ONE')
    assert.equal(await bodyOf(worker), 'TWO')
    assert.equal((await worker.frame()).flags, 0x01)
  })

  // spec 01 #24
  it('dies when a header comes in two parts, not when the payload does', async () => {
    const worker = await start()
    const bytes = get('/echo?hello=split')
    worker.send(bytes.subarray(0, 20))
    await pause(50)
    worker.send(bytes.subarray(20))
    assert.equal(await bodyOf(worker), 'SPLIT')
    worker.send(bytes.subarray(0, 7))
    await pause(50)
    worker.send(bytes.subarray(7))
    assert.equal((await worker.exited).code, 255)
  })

  // spec 01 #25
  it('does not verify checksums', async () => {
    const worker = await start()
    const bytes = get('/echo?hello=crc')
    bytes.writeUInt32LE(0, 6)
    worker.send(bytes)
    assert.equal(await bodyOf(worker), 'CRC')
  })

  // spec 01 #26
  it('takes an empty context and body for the end', async () => {
    const worker = await start()
    worker.send(requestFrame('', ''))
    assert.equal((await worker.exited).code, 0)
  })

  // spec 01 #27, 03 §4.5
  it('answers with one option, the length of the context, and codec byte 0', async () => {
    const worker = await start()
    worker.send(get('/echo?hello=x'))
    const frame = await worker.frame()
    assert.equal(frame.flags, 0)
    assert.equal(frame.stream, 0)
    assert.deepEqual(frame.options, [parts(frame).context.length])
    assert.deepEqual(JSON.parse(parts(frame).context.toString()), { status: 201, headers: {} })
  })

  // spec 01 #28, V9, V10
  it('sends an error without options, and its own stop as an ordinary frame', async () => {
    const worker = await start()
    worker.send(get('/error?text=boom'), get('/stop-after'))
    assert.deepEqual(await worker.frame(), {
      flags: 0x40,
      stream: 0,
      options: [],
      payloadBytes: 4,
      payload: Buffer.from('boom'),
    })
    await worker.frame()
    const stop = await worker.frame()
    assert.deepEqual([stop.flags, stop.options, stop.payload.toString()], [0, [13], '{"stop":true}'])
  })

  // spec 01 #29, #30
  it('asks for a PONG with every chunk after the fifth, once it was answered', async () => {
    const worker = await start()
    worker.send(get('/stream?n=12&ms=10'))
    const pings: number[] = []
    for (let number = 1; number <= 13; number++) {
      const frame = await worker.frame()
      if (frame.stream & StreamBit.ping) {
        pings.push(number)
        worker.send(pong)
      }
      assert.equal(frame.stream & StreamBit.stream, number <= 12 ? StreamBit.stream : 0)
    }
    assert.deepEqual(pings, [6, 11])
    worker.send(get('/echo?hello=on'))
    assert.equal(await bodyOf(worker), 'ON')
  })

  // spec 01 #30
  it('ends its stream all the same when nobody answers its PING', async () => {
    const worker = await start()
    worker.send(get('/stream?n=20'))
    const frames: Frame[] = []
    do frames.push(await worker.frame())
    while (frames.at(-1)?.stream)
    assert.equal(frames.length, 21)
    assert.equal(frames.filter((frame) => frame.stream & StreamBit.ping).length, 1)
  })

  // spec 01 #31, §9.3
  it('ends a stopped stream with one empty frame and serves on', async () => {
    const worker = await start()
    worker.send(get('/stream-endless?log=/dev/null'))
    for (let count = 0; count < 3; count++) await worker.frame()
    worker.send(stopStream)
    let last = await worker.frame()
    while (last.stream & StreamBit.stream) last = await worker.frame()
    assert.deepEqual([last.flags, last.options, last.payloadBytes], [0, [0], 0])
    worker.send(get('/echo?hello=again'))
    assert.equal(await bodyOf(worker), 'AGAIN')
  })

  // spec 09 #41
  it('loses requests that wait while it streams', async () => {
    const worker = await start()
    worker.send(get('/stream?n=12&ms=20'))
    await worker.frame()
    worker.send(get('/echo?hello=lost'))
    let last = await worker.frame()
    while (last.stream & StreamBit.stream) last = await worker.frame()
    worker.send(get('/echo?hello=next'))
    assert.equal(await bodyOf(worker), 'NEXT')
  })

  // spec 09 #41
  it('lets a child eat what waits in the pipe', async () => {
    const worker = await start()
    worker.send(get('/child'))
    await pause(100)
    worker.send(get('/echo?hello=eaten'))
    assert.match(await bodyOf(worker), /^eaten: .*hello=eaten/s)
  })

  // spec 01 #35
  it('sends what is printed to standard error', async () => {
    const worker = await start()
    worker.send(get('/print'))
    assert.equal(await bodyOf(worker), 'answered')
    await until('the printed text', () => /printed by echo.*printed by var_dump/s.test(worker.stderr))
  })

  // spec 01 #34: on real pipes, unlike on a socket, default_socket_timeout does not apply
  it('waits longer than default_socket_timeout, and so does its output', async () => {
    const worker = await start({}, ['-d', 'default_socket_timeout=1'])
    await pause(1500)
    worker.send(get('/big?bytes=5000000'))
    await pause(1500)
    assert.equal(parts(await worker.frame()).body.length, 5_000_000)
  })

  // spec 01 §15.3
  it('ends with code 255 when its input is closed', async () => {
    const worker = await start()
    worker.closeInput()
    assert.equal((await worker.exited).code, 255)
    assert.match(worker.stderr, /Incorrect header size/)
  })

  for (const [message, text] of [
    ['{"stop":false}', 'undefined control package'],
    ['{"pid":0}', 'undefined control package'],
    ['[]', 'undefined control package'],
    ['{', 'JSON payload is expected: Syntax error'],
    ['1', 'JSON payload is expected: Json message must be an array or object'],
  ] as const) {
    // spec 01 §2.1
    it(`dies of the control message ${message}`, async () => {
      const worker = await start()
      worker.send(encodeFrame(0x09, [], message))
      assert.equal((await worker.exited).code, 255)
      assert.ok(worker.stderr.includes(`Invalid task header, ${text}`), worker.stderr)
    })
  }
})

// spec 03 §4.5, right column; 03 #180
describe('the double as roadrunner-http 3.5', {
  skip: process.env.SDK_FOLDER !== undefined && 'of the double only',
}, () => {
  const env = { SDK_DOUBLE: '3.5' }
  // spec 03 §4.4, worked example 1
  const context = Buffer.from(
    '0a093132372e302e302e311208485454502f312e311a03474554221a687474703a2f2f3132372e302e302e313a383038302f3f613d31' +
      '2a0f0a0641636365707412050a032a2f2a320c0a0373696412050a037820793a03613d31',
    'hex',
  )

  it('reads a protobuf context and answers in protobuf', async () => {
    const worker = await start(env)
    worker.send(requestFrame(context, 'the body', 0x80))
    const frame = await worker.frame()
    assert.equal(frame.flags, 0x80)
    const seen = JSON.parse(parts(frame).body.toString()) as Record<string, unknown>
    assert.deepEqual(
      [seen.method, seen.uri, seen.cookies, seen.query, seen.headers],
      ['GET', 'http://127.0.0.1:8080/?a=1', { sid: 'x y' }, { a: '1' }, { Accept: ['*/*'] }],
    )
  })

  it('stays with the codec of the first request, and sets its flag', async () => {
    const worker = await start(env)
    worker.send(get('/echo?hello=json'))
    assert.equal((await worker.frame()).flags, 0x08)
    worker.send(requestFrame(context, '', 0x80))
    assert.equal((await worker.exited).code, 255)
  })

  it('repeats the head on every chunk', async () => {
    const worker = await start(env)
    worker.send(get('/stream?n=2'))
    const heads = [await worker.frame(), await worker.frame(), await worker.frame()].map((frame) =>
      parts(frame).context.toString(),
    )
    assert.ok(heads.every((head) => head !== '' && head === heads[0]))
  })
})
