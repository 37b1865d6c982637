import assert from 'node:assert/strict'
import { once } from 'node:events'
import { constants } from 'node:http2'
import { connect } from 'node:net'
import { test } from 'node:test'
import { until, within } from '../../../../test/support/wait.ts'
import { FakePool, type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { connectHttp2, http2Request } from '../testing/http2-client.ts'
import { FrameFlag, FrameType, frame, Http2Wire, requestBlock } from '../testing/http2-frames.ts'
import { rawExchange, startPlane, type TestPlane } from '../testing/plane.ts'
import { http2Config } from './http2-config.ts'

const noLimits = { header: 0, read: 0, write: 0, idle: 0 }

type Pairs = Record<string, string[]>
const answer =
  (status: number, body: string | Buffer = '', headers: Pairs = {}) =>
  ({ handler }: FakeRequest): void =>
    void handler.onPart(jsonHead(status, headers), Buffer.from(body), 8, false)
const contextOf = (request: FakeRequest | undefined) => JSON.parse(String(request?.context)) as Record<string, unknown>

function startH2c(pool: FakePool, settings: object = {}, http2: object = {}): Promise<TestPlane> {
  return startPlane(pool, { http2: http2Config.parse({ h2c: true, ...http2 }), ...settings })
}

test('PHP is told of a request in HTTP/2 as of any other', async () => {
  // spec 03 #123, #124
  const pool = new FakePool(answer(201, 'WORLD', { 'X-Two': ['1', '2'] }))
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const { status, headers, body } = await http2Request(session, {
    ':path': '/a?b=1',
    ':authority': 'app.test',
    'x-name': 'value',
    cookie: ['a=1', 'b=2'],
  })
  assert.deepEqual([status, String(body), headers['x-two']], [201, 'WORLD', '1, 2'])
  const told = contextOf(pool.seen[0])
  assert.deepEqual([told.protocol, told.method, told.uri], ['HTTP/2.0', 'GET', 'http://app.test/a?b=1'])
  assert.deepEqual(told.headers, { 'X-Name': ['value'], Cookie: ['a=1; b=2'] })
  assert.deepEqual(told.cookies, { a: '1', b: '2' })
})

test('bodies go both ways, whatever their size, at the pace of who reads them', async () => {
  const big = Buffer.alloc(3_000_000, 'abcdefg')
  const pool = new FakePool(({ handler, body }) => void handler.onPart(jsonHead(200), body, 8, false))
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  for (const body of [Buffer.from('a'), Buffer.alloc(20_000, 'b'), big]) {
    const got = await http2Request(session, { ':method': 'POST' }, body)
    assert.ok(got.body.equals(body))
  }
})

test('many requests share a connection', async () => {
  const pool = new FakePool(({ handler, context }) => {
    const { uri } = JSON.parse(String(context)) as { uri: string }
    setImmediate(() => handler.onPart(jsonHead(200), Buffer.from(uri.slice(-3)), 8, false))
  })
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const paths = Array.from({ length: 100 }, (_, index) => String(index + 100))
  const bodies = await Promise.all(
    paths.map(async (path) => String((await http2Request(session, { ':path': `/${path}` })).body)),
  )
  assert.deepEqual(bodies, paths)
})

test('HEAD, 204 and 304 have no body; an empty one says so', async () => {
  const pool = new FakePool(answer(200, 'dropped'))
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  assert.equal((await http2Request(session, { ':method': 'HEAD' })).body.length, 0)
  for (const status of [204, 304]) {
    pool.worker = answer(status, 'dropped')
    const got = await http2Request(session, {})
    assert.deepEqual([got.status, got.body.length], [status, 0])
  }
  pool.worker = answer(200)
  assert.equal((await http2Request(session, {})).headers['content-length'], '0')
})

test('trailers and interim heads are sent', async () => {
  // spec 03 §6.3, §6.4
  const pool = new FakePool(({ handler }) => {
    handler.onPart(jsonHead(103, { Link: ['</a>', '</b>'] }), Buffer.alloc(0), 8, true)
    handler.onPart(jsonHead(200, { Trailer: ['X-End'], 'X-End': ['yes'] }), Buffer.from('body'), 8, false)
  })
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const got = await http2Request(session, {})
  assert.deepEqual([got.status, String(got.body)], [200, 'body'])
  assert.deepEqual([got.interim[0]?.[':status'], got.interim[0]?.['link']], [103, '</a>, </b>'])
  assert.equal(got.trailers?.['x-end'], 'yes')
})

test('what a worker says of connections, or says twice, does not break the answer', async () => {
  const headers = { Connection: ['close'], 'Keep-Alive': ['5'], Upgrade: ['x'], 'Content-Type': ['a/b', 'c/d'] }
  await using server = await startH2c(new FakePool(answer(200, 'ok', headers)))
  using session = await connectHttp2(server.port)
  const got = await http2Request(session, {})
  assert.deepEqual([got.status, got.headers['keep-alive'], got.headers['content-type']], [200, undefined, 'c/d'])
})

test('a body longer than declared is cut, a shorter one resets the stream', async () => {
  const pool = new FakePool(answer(200, 'too long', { 'Content-Length': ['3'] }))
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  assert.equal(String((await http2Request(session, {})).body), 'too')
  pool.worker = answer(200, 'short', { 'Content-Length': ['30'] })
  await assert.rejects(http2Request(session, {}))
})

test('a client that waits for 100 Continue gets it', async () => {
  const pool = new FakePool(answer(200, 'ok'))
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const stream = session.request({ ':method': 'POST', expect: '100-continue' }, { endStream: false })
  await once(stream, 'continue')
  stream.end('body')
  await once(stream, 'response')
  assert.equal(String(pool.seen[0]?.body), 'body')
  stream.destroy()
})

test('a client that takes its request back cancels it', async () => {
  const pool = new FakePool(() => {})
  await using server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const waiting = session.request({})
  waiting.on('error', () => {})
  const request = await until('the request', () => pool.seen[0])
  waiting.close(constants.NGHTTP2_CANCEL)
  await until('the cancel', () => request.cancels === 1 && server.plane.openRequests === 0)
})

for (const code of [constants.NGHTTP2_CANCEL, constants.NGHTTP2_NO_ERROR]) {
  test(`half a body that is reset with code ${code} is never handed on`, async () => {
    const pool = new FakePool(answer(200))
    await using server = await startH2c(pool)
    using wire = new Http2Wire(server.port)
    wire.send(
      frame(FrameType.headers, FrameFlag.endHeaders, 1, requestBlock('POST')),
      frame(FrameType.data, 0, 1, 'half'),
    )
    await until('the exchange', () => server.plane.openRequests === 1)
    wire.send(frame(FrameType.reset, 0, 1, Buffer.from([0, 0, 0, code])))
    await until('the end of the exchange', () => server.plane.openRequests === 0)
    wire.send(frame(FrameType.headers, FrameFlag.endHeaders | FrameFlag.endStream, 3, requestBlock()))
    await until('the next request', () => pool.seen.length > 0)
    assert.deepEqual(
      pool.seen.map(({ body }) => String(body)),
      [''],
    )
  })
}

test('a refused body is answered, then stopped', async () => {
  await using server = await startH2c(new FakePool(answer(200)), { maxRequestBytes: 10 })
  using session = await connectHttp2(server.port)
  const stream = session.request({ ':method': 'POST' }, { endStream: false })
  stream.on('error', () => {})
  stream.write('a'.repeat(100))
  const [head] = (await once(stream, 'response')) as [{ ':status': number }]
  assert.equal(head[':status'], 413)
  stream.resume()
  await once(stream, 'close')
  assert.equal((await http2Request(session, {})).status, 200)
})

test('an authority and a Host that differ are refused', async () => {
  await using server = await startH2c(new FakePool(answer(200)))
  using session = await connectHttp2(server.port)
  assert.equal((await http2Request(session, { ':authority': 'a.test', host: 'a.test' })).status, 200)
  assert.equal((await http2Request(session, { ':authority': 'a.test', host: 'b.test' })).status, 400)
})

test('max_concurrent_streams is told to clients, 128 unless set', async () => {
  // spec 03 #7
  await using usual = await startH2c(new FakePool(answer(200)), {}, { max_concurrent_streams: 0 })
  await using few = await startH2c(new FakePool(answer(200)), {}, { max_concurrent_streams: 3 })
  for (const [server, wanted] of [
    [usual, 128],
    [few, 3],
  ] as const) {
    using session = await connectHttp2(server.port)
    assert.equal((await http2Request(session, {})).status, 200)
    assert.equal(session.remoteSettings.maxConcurrentStreams, wanted)
  }
})

test('HTTP/1 is served on the same port, also when its first bytes come one by one', async () => {
  // spec 03 #125
  const pool = new FakePool(answer(201, 'one'))
  await using server = await startH2c(pool)
  const upgrade = 'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'
  const text = await rawExchange(server.port, `GET / HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`, 300)
  assert.match(text, /^HTTP\/1\.1 201 /)
  const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true })
  for (const piece of ['P', 'R', 'OPFIND / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']) {
    socket.write(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  assert.match(String(bytes), /^HTTP\/1\.1 201 /)
  socket.destroy()
})

test('a probe that connects and leaves without a byte keeps no connection', async () => {
  await using server = await startH2c(new FakePool(answer(200)), { timeouts: noLimits })
  const probe = connect({ port: server.port, host: '127.0.0.1' }).resume()
  probe.end()
  await within(30_000, 'the server to close its side', once(probe, 'close'))
})

test('stop() waits for nobody who has not said which version it speaks', async () => {
  const server = await startH2c(new FakePool(answer(200)), { timeouts: noLimits })
  const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true })
  const closed = once(socket.resume(), 'close')
  socket.write('PRI')
  using session = await connectHttp2(server.port)
  assert.equal((await http2Request(session, {})).status, 200)
  await within(30_000, 'the stop', server.plane.stop(0))
  await closed
})

test('headers that HTTP/2 has no place for are left out, names that JavaScript knows are names', async () => {
  const pairs = { TE: ['gzip'], 'HTTP2-Settings': ['x'], Constructor: ['one'], 'X-Last': ['y'] }
  await using server = await startH2c(new FakePool(answer(200, 'body', pairs)))
  using session = await connectHttp2(server.port)
  const { status, headers, body } = await http2Request(session, {})
  assert.deepEqual([status, String(body), headers['x-last']], [200, 'body', 'y'])
  assert.deepEqual([headers.te, headers['http2-settings'], headers.constructor], [undefined, undefined, 'one'])
})

test('without h2c, HTTP/2 without TLS is refused', async () => {
  await using server = await startPlane(new FakePool(answer(200)))
  const text = await rawExchange(server.port, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
  assert.match(text, /^HTTP\/1\.1 400 /)
})

test('stop() lets what runs finish, and tells clients to go', async () => {
  let finish: (() => void) | undefined
  const pool = new FakePool((request) => {
    finish = () => answer(200, 'done')(request)
  })
  const server = await startH2c(pool)
  using session = await connectHttp2(server.port)
  const got = http2Request(session, {})
  await until('the request', () => finish)
  const goaway = once(session, 'goaway')
  const stopped = server.plane.stop(20_000)
  await goaway
  finish?.()
  assert.equal(String((await got).body), 'done')
  await stopped
})
