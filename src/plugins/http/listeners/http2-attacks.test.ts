// What a client of HTTP/2 can do to a server, and frames and states that RFC 9113 forbids. Each names the section.
import assert from 'node:assert/strict'
import { constants } from 'node:http2'
import { test } from 'node:test'
import { until } from '../../../../test/support/wait.ts'
import { FakePool, jsonHead } from '../testing/fake-pool.ts'
import { FrameFlag, FrameType, frame, Http2Wire, headerBlock, requestBlock } from '../testing/http2-frames.ts'
import { rawExchange, startPlane, type TestPlane } from '../testing/plane.ts'
import { http2Config } from './http2-config.ts'

const whole = FrameFlag.endHeaders | FrameFlag.endStream
const get = (stream: number, block = requestBlock()): Buffer => frame(FrameType.headers, whole, stream, block)
const code = (value: number): Buffer => Buffer.from([0, 0, 0, value])

function quickPool(): FakePool {
  return new FakePool(({ handler }) => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false))
}

function startH2c(pool = quickPool(), http2: object = {}, settings: object = {}): Promise<TestPlane> {
  return startPlane(pool, { http2: http2Config.parse({ h2c: true, ...http2 }), ...settings })
}

const answered = (wire: Http2Wire, stream: number): boolean =>
  wire.frames.some((got) => got.type === FrameType.headers && got.stream === stream)

/** Sends until the server has ended the connection; fails when it takes everything. */
async function flood(wire: Http2Wire, limit: number, next: (index: number) => Buffer): Promise<number> {
  let sent = 0
  for (; sent < limit && !wire.closed && wire.goaways.length === 0; sent++) {
    wire.send(next(sent))
    if (sent % 100 === 99) await new Promise((resolve) => setImmediate(resolve))
  }
  await until('the connection to be ended', () => wire.closed || wire.goaways.some((error) => error !== 0))
  return sent
}

test('rapid resets end the connection (CVE-2023-44487)', async () => {
  const pool = new FakePool(() => {})
  await using server = await startH2c(pool, { max_resets: 50 })
  using wire = new Http2Wire(server.port)
  await flood(wire, 5000, (index) =>
    Buffer.concat([get(index * 2 + 1), frame(FrameType.reset, 0, index * 2 + 1, code(constants.NGHTTP2_CANCEL))]),
  )
  await until('every request to be cancelled', () => server.plane.openRequests === 0)
  assert.ok(pool.seen.length < 1000, `${pool.seen.length} requests reached the workers`)
  assert.ok(pool.seen.every(({ cancels }) => cancels === 1))
})

test('a header block without an end ends the connection (CONTINUATION flood, CVE-2024-27316)', async () => {
  await using server = await startH2c()
  using wire = new Http2Wire(server.port)
  wire.send(frame(FrameType.headers, FrameFlag.endStream, 1, requestBlock()))
  const more = headerBlock([['x-a', 'a'.repeat(1000)]])
  await flood(wire, 20_000, () => frame(FrameType.continuation, 0, 1, more))
})

test('empty CONTINUATION frames end it, too', async () => {
  await using server = await startH2c()
  using wire = new Http2Wire(server.port)
  wire.send(frame(FrameType.headers, FrameFlag.endStream, 1, requestBlock()))
  await flood(wire, 20_000, () => frame(FrameType.continuation, 0, 1))
})

test('a header block beyond max_header_size is refused, and PHP does not see it', async () => {
  const pool = quickPool()
  await using server = await startH2c(pool, { max_header_size: 10_000 })
  using wire = new Http2Wire(server.port)
  await until('the settings', () => wire.frames.some(({ type }) => type === FrameType.settings))
  wire.send(frame(FrameType.settings, FrameFlag.ack, 0))
  wire.send(get(1, requestBlock('GET', [['x-a', 'a'.repeat(12_000)]])))
  await until('the refusal', () => wire.closed || wire.resets(1).length > 0 || answered(wire, 1))
  assert.equal(pool.seen.length, 0)
})

for (const [what, next] of [
  ['SETTINGS', () => frame(FrameType.settings, 0, 0)],
  ['PING', () => frame(FrameType.ping, 0, 0, Buffer.alloc(8))],
] as const) {
  test(`a flood of ${what} that a client does not read the answers of is bounded`, async () => {
    await using server = await startH2c()
    using wire = new Http2Wire(server.port)
    wire.socket.pause()
    const many = Buffer.concat(Array.from({ length: 2000 }, next))
    const flooding = flood(wire, 10_000, () => many)
    await until('the server to take no more', () => wire.socket.writableLength > 1024 * 1024 || wire.closed, 20_000)
    wire.socket.destroy()
    await flooding
  })
}

test('a client may open no more streams than it was told', async () => {
  const pool = new FakePool(() => {})
  await using server = await startH2c(pool, { max_concurrent_streams: 5 })
  using wire = new Http2Wire(server.port)
  await until('the settings', () => wire.frames.some(({ type }) => type === FrameType.settings))
  wire.send(frame(FrameType.settings, FrameFlag.ack, 0))
  for (let stream = 1; stream <= 21; stream += 2) wire.send(get(stream))
  await until('the refusals', () => wire.closed || wire.resets(21).length > 0 || wire.goaways.length > 0)
  assert.equal(pool.seen.length, 5)
})

test('a client that does not read its answer is cut off after timeouts.write', async () => {
  const pool = new FakePool(({ handler }) => void handler.onPart(jsonHead(200), Buffer.alloc(300_000), 8, false))
  const timeouts = { header: 300_000, read: 300_000, write: 100, idle: 300_000 }
  await using server = await startH2c(pool, {}, { timeouts })
  using wire = new Http2Wire(server.port)
  wire.send(get(1))
  await until('the reset', () => wire.resets(1).length > 0)
  assert.equal(server.plane.openRequests, 0)
})

test('a body that does not come is given up after timeouts.read', async () => {
  const timeouts = { header: 300_000, read: 100, write: 300_000, idle: 300_000 }
  const pool = quickPool()
  await using server = await startH2c(pool, {}, { timeouts })
  using wire = new Http2Wire(server.port)
  wire.send(frame(FrameType.headers, FrameFlag.endHeaders, 1, requestBlock('POST')))
  await until('the reset', () => wire.resets(1).length > 0)
  assert.equal(pool.seen.length, 0)
})

test('a connection without requests is closed after timeouts.idle', async () => {
  const timeouts = { header: 300_000, read: 300_000, write: 300_000, idle: 100 }
  await using server = await startH2c(quickPool(), {}, { timeouts })
  using wire = new Http2Wire(server.port)
  await until('the close', () => wire.closed)
})

/** Frames that end the connection, or the stream. */
const forbidden: Readonly<Record<string, readonly Buffer[]>> = {
  'DATA on stream 0 (§6.1)': [frame(FrameType.data, 0, 0, 'a')],
  'DATA on a stream that is not open (§5.1)': [frame(FrameType.data, 0, 1, 'a')],
  'HEADERS on stream 0 (§6.2)': [frame(FrameType.headers, whole, 0, requestBlock())],
  'HEADERS on a stream of the server (§5.1.1)': [get(2)],
  'padding longer than its frame (§6.1)': [frame(FrameType.headers, whole | FrameFlag.padded, 1, Buffer.of(255, 0))],
  'RST_STREAM of an idle stream (§6.4)': [frame(FrameType.reset, 0, 7, code(8))],
  'RST_STREAM of a wrong length (§6.4)': [get(1), frame(FrameType.reset, 0, 1, Buffer.alloc(3))],
  'SETTINGS on a stream (§6.5)': [frame(FrameType.settings, 0, 1)],
  'SETTINGS of a wrong length (§6.5)': [frame(FrameType.settings, 0, 0, Buffer.alloc(5))],
  'an acknowledgement with content (§6.5)': [frame(FrameType.settings, FrameFlag.ack, 0, Buffer.alloc(6))],
  'PUSH_PROMISE from a client (§8.4)': [frame(FrameType.push, FrameFlag.endHeaders, 1, Buffer.alloc(4))],
  'PING of a wrong length (§6.7)': [frame(FrameType.ping, 0, 0, Buffer.alloc(7))],
  'a window that grows by 0 (§6.9)': [frame(FrameType.window, 0, 0, Buffer.alloc(4))],
  'a window beyond 2^31-1 (§6.9.1)': [frame(FrameType.window, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff]))],
  'CONTINUATION without HEADERS (§6.10)': [frame(FrameType.continuation, FrameFlag.endHeaders, 1, requestBlock())],
  'another frame inside a header block (§6.2)': [frame(FrameType.headers, 0, 1, requestBlock()), get(3)],
  'a frame larger than allowed (§4.2)': [frame(FrameType.data, 0, 1, Buffer.alloc(20_000))],
  'a broken header block (§4.3)': [get(1, Buffer.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff))],
  'a name in upper case (§8.2.1)': [get(1, requestBlock('GET', [['X-A', 'a']]))],
  'a pseudo header behind the others (§8.3)': [
    get(
      1,
      requestBlock('GET', [
        ['x', 'a'],
        [':path', '/'],
      ]),
    ),
  ],
  'an unknown pseudo header (§8.3)': [get(1, requestBlock('GET', [[':other', 'a']]))],
  'a pseudo header twice (§8.3.1)': [get(1, requestBlock('GET', [[':path', '/b']]))],
  'no :method (§8.3.1)': [
    get(
      1,
      headerBlock([
        [':scheme', 'http'],
        [':path', '/'],
        [':authority', 'a'],
      ]),
    ),
  ],
  'a header of the connection (§8.2.2)': [get(1, requestBlock('GET', [['connection', 'close']]))],
  'Transfer-Encoding (§8.2.2)': [get(1, requestBlock('POST', [['transfer-encoding', 'chunked']]))],
  'TE other than trailers (§8.2.2)': [get(1, requestBlock('GET', [['te', 'gzip']]))],
  'PRIORITY of a wrong length (§6.3)': [get(1), frame(FrameType.priority, 0, 1, Buffer.alloc(4))],
  'RST_STREAM on stream 0 (§6.4)': [frame(FrameType.reset, 0, 0, code(8))],
  'ENABLE_PUSH that is neither 0 nor 1 (§6.5.2)': [frame(FrameType.settings, 0, 0, Buffer.of(0, 2, 0, 0, 0, 2))],
  'a first window beyond 2^31-1 (§6.5.2)': [frame(FrameType.settings, 0, 0, Buffer.of(0, 4, 0x80, 0, 0, 0))],
  'frames allowed to be smaller than 16384 (§6.5.2)': [frame(FrameType.settings, 0, 0, Buffer.of(0, 5, 0, 0, 0, 1))],
  'PING on a stream (§6.7)': [frame(FrameType.ping, 0, 1, Buffer.alloc(8))],
  'GOAWAY on a stream (§6.8)': [frame(FrameType.goaway, 0, 1, Buffer.alloc(8))],
  'WINDOW_UPDATE of a wrong length (§6.9)': [frame(FrameType.window, 0, 0, Buffer.alloc(3))],
  'the window of an idle stream (§5.1)': [frame(FrameType.window, 0, 9, code(1))],
  'the window of a stream that grows by 0 (§6.9)': [get(1), frame(FrameType.window, 0, 1, Buffer.alloc(4))],
  'the window of a stream beyond 2^31-1 (§6.9.1)': [
    get(1),
    frame(FrameType.window, 0, 1, Buffer.from([0x7f, 0xff, 0xff, 0xff])),
  ],
  'DATA behind the end of a stream (§5.1)': [get(1), frame(FrameType.data, 0, 1, 'a')],
  'HEADERS behind the end of a stream (§5.1)': [get(1), get(1)],
  'CONTINUATION behind the end of a header block (§6.10)': [
    get(1),
    frame(FrameType.continuation, FrameFlag.endHeaders, 1, requestBlock()),
  ],
  'a header block that ends in another stream (§6.10)': [
    frame(FrameType.headers, FrameFlag.endStream, 1, requestBlock()),
    frame(FrameType.continuation, FrameFlag.endHeaders, 3, requestBlock()),
  ],
  'trailers that do not end the stream (§8.1)': [
    frame(FrameType.headers, FrameFlag.endHeaders, 1, requestBlock('POST')),
    frame(FrameType.headers, FrameFlag.endHeaders, 1, headerBlock([['x', 'a']])),
  ],
  'a pseudo header in trailers (§8.1)': [
    frame(FrameType.headers, FrameFlag.endHeaders, 1, requestBlock('POST')),
    frame(FrameType.headers, whole, 1, headerBlock([[':path', '/b']])),
  ],
  'a pseudo header of answers (§8.3)': [get(1, requestBlock('GET', [[':status', '200']]))],
  'an empty :path (§8.3.1)': [
    get(
      1,
      headerBlock([
        [':method', 'GET'],
        [':scheme', 'http'],
        [':path', ''],
        [':authority', 'a'],
      ]),
    ),
  ],
  'fewer bytes than announced (§8.1.1)': [get(1, requestBlock('POST', [['content-length', '5']]))],
  'more bytes than announced (§8.1.1)': [
    frame(FrameType.headers, FrameFlag.endHeaders, 1, requestBlock('POST', [['content-length', '1']])),
    frame(FrameType.data, FrameFlag.endStream, 1, 'abc'),
  ],
}

for (const [what, frames] of Object.entries(forbidden)) {
  test(`${what} is an error`, async () => {
    await using server = await startH2c(new FakePool(() => {}))
    using wire = new Http2Wire(server.port)
    wire.send(...frames)
    const failed = (): boolean =>
      wire.closed ||
      wire.goaways.some((error) => error !== 0) ||
      wire.frames.some(({ type }) => type === FrameType.reset)
    await until('the error', failed)
  })
}

test('unknown frames are passed over (§4.1)', async () => {
  await using server = await startH2c()
  using wire = new Http2Wire(server.port)
  wire.send(frame(0x42, 0, 0, 'abc'), get(1))
  await until('the answer', () => answered(wire, 1))
})

test('a line break never gets into a header (§8.2.1)', async () => {
  const pool = quickPool()
  await using server = await startH2c(pool)
  using wire = new Http2Wire(server.port)
  wire.send(get(1, requestBlock('GET', [['x-a', 'a\r\nb: c']])), get(3))
  await until('the answer', () => answered(wire, 3))
  assert.ok(pool.seen.every(({ context }) => !String(context).includes('b: c')))
})

test('a stream with a lower number than one before is no request (§5.1.1)', async () => {
  const pool = quickPool()
  await using server = await startH2c(pool)
  using wire = new Http2Wire(server.port)
  wire.send(get(5), get(3), get(7))
  await until('the answer', () => wire.closed || answered(wire, 7))
  assert.equal(answered(wire, 3), false)
})

test('a connection that begins with anything else is not served as HTTP/2 (§3.4)', async () => {
  const pool = quickPool()
  await using server = await startH2c(pool)
  const answer = await rawExchange(server.port, 'PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n', 30_000)
  assert.match(answer, /^HTTP\/1\.1 4/)
  assert.equal(pool.seen.length, 0)
})
