import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { FakePool, jsonHead } from './testing/fake-pool.ts'
import { rawExchange, startPlane } from './testing/plane.ts'

/** One part of an answer. */
type Part = readonly [context: Buffer, body: string]

const none = Buffer.alloc(0)
const request = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

/** Sends one raw request to a worker that answers in parts; gives the raw reply and what was logged. */
async function reply(parts: readonly Part[], bytes = request) {
  const pool = new FakePool(({ handler }) => {
    parts.forEach(([context, body], index) =>
      handler.onPart(context, Buffer.from(body, 'latin1'), 8, index < parts.length - 1),
    )
  })
  await using server = await startPlane(pool)
  const text = await rawExchange(server.port, bytes)
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return { text, head, body: rest.join('\r\n\r\n'), records: server.records, pool }
}

const loggedError = (records: readonly { level: string; fields: Record<string, unknown> }[]) =>
  records.filter(({ level }) => level === 'error').map(({ fields }) => String(fields.error))

test('a status out of range is answered 500 with its text', async () => {
  // spec 03 #72
  for (const [status, text] of [
    [610, '610'],
    [99, '99'],
    [undefined, '0'],
  ] as const) {
    const { head, text: whole } = await reply([[jsonHead(status as number), 'x']])
    assert.match(head, /^HTTP\/1.1 500 Internal Server Error\r\n/)
    assert.ok(whole.includes(`unknown status code from worker: ${text}\n`))
  }
})

test('several values of a header are several lines', async () => {
  // spec 03 #73
  const { head } = await reply([[jsonHead(200, { 'Set-Cookie': ['a=1', 'b=2'] }), 'x']])
  assert.match(head, /Set-Cookie: a=1\r\nSet-Cookie: b=2/)
})

test('no body is Content-Length: 0', async () => {
  // spec 03 #74
  const { head, body } = await reply([[jsonHead(200), '']])
  assert.match(head, /Content-Length: 0/)
  assert.equal(body, '')
  assert.doesNotMatch(head, /Transfer-Encoding|Content-Type/)
})

test('a body of declared length is sent at that length', async () => {
  // spec 03 #75
  const { head, body } = await reply([[jsonHead(200, { 'content-length': ['2'] }), 'hi']])
  assert.match(head, /Content-Length: 2/)
  assert.equal(body, 'hi')
})

test('HEAD gets the head only', async () => {
  // spec 03 #76
  const { head, body, records } = await reply([[jsonHead(200), 'hello']], request.replace('GET', 'HEAD'))
  assert.match(head, /^HTTP\/1.1 200 OK/)
  assert.doesNotMatch(head, /Content-Length|Transfer-Encoding/)
  assert.equal(body, '')
  assert.deepEqual(loggedError(records), [])
})

test('204 and 304 drop a body, say so, and leave the connection usable', async () => {
  // spec 03 #77
  for (const status of [204, 304]) {
    const twice = `GET / HTTP/1.1\r\nHost: a\r\n\r\n${request}`
    const { text, records } = await reply(
      [[jsonHead(status, { 'Content-Length': ['4'], 'Content-Type': ['a/b'] }), 'body']],
      twice,
    )
    assert.equal(text.split(`HTTP/1.1 ${status} `).length, 3)
    assert.doesNotMatch(text, /body|Content-Length|Transfer-Encoding/)
    assert.equal(loggedError(records)[0], 'http: request method or response status code does not allow body')
  }
})

test('announced trailers follow the body', async () => {
  // spec 03 #78
  const headers = { Trailer: ['foo, bar'], foo: ['1'], bar: ['2'], baz: ['3'] }
  const { head, body } = await reply([[jsonHead(200, headers), 'hi']])
  assert.match(head, /Baz: 3/)
  assert.doesNotMatch(head, /Trailer|Foo/)
  assert.equal(body, '2\r\nhi\r\n0\r\nFoo: 1\r\nBar: 2\r\n\r\n')
})

test('an answer that cannot be read fails this request and says why', async () => {
  // spec 03 #80
  const { head, records } = await reply([[Buffer.from('{'), 'x']])
  assert.match(head, /^HTTP\/1.1 500 /)
  assert.equal(records.filter(({ message }) => message === 'write response (chunk) error').length, 1)
})

test('a codec that nobody knows is named', async () => {
  // spec 03 #82
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('x'), 0x10, false))
  await using server = await startPlane(pool)
  assert.equal((await fetch(server.url)).status, 500)
  assert.deepEqual(loggedError(server.records), ['unknown payload type: 16'])
})

test('interim heads are passed on, without their headers in the final one', async () => {
  // spec 03 #84, #85, #88, #89
  const { text } = await reply([
    [jsonHead(100), ''],
    [jsonHead(102), ''],
    [jsonHead(103, { Link: ['</a.css>'] }), ''],
    [jsonHead(404), 'x'],
  ])
  assert.match(
    text,
    /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 102 Processing\r\n\r\nHTTP\/1.1 103 Early Hints\r\nLink: <\/a.css>\r\n\r\nHTTP\/1.1 404 /,
  )
  assert.equal(text.split('Link').length, 2)
})

test('101 is not passed on, a body on an interim head is dropped', async () => {
  // spec 03 #86, #87
  const { text, records } = await reply([
    [jsonHead(101), ''],
    [jsonHead(103), 'lost'],
    [jsonHead(200), 'x'],
  ])
  assert.doesNotMatch(text, /101|lost/)
  assert.deepEqual(records.find(({ level }) => level === 'warn')?.message, 'informational response body was dropped')
  assert.ok(
    records.some(({ message }) => message === '101 Switching Protocols is not supported, the frame was ignored'),
  )
})

test('heads after the final one are dropped', async () => {
  // spec 03 #90, #97
  const { text } = await reply([
    [jsonHead(200), 'a'],
    [jsonHead(103), 'b'],
    [jsonHead(404, { X: ['y'] }), 'c'],
  ])
  assert.match(text, /^HTTP\/1.1 200 OK/)
  assert.doesNotMatch(text, /103|404|X: y/)
  assert.match(text, /\r\n3\r\nabc\r\n0\r\n\r\n$/)
})

test('a body without context is a 200', async () => {
  // spec 03 #91
  const { head, body } = await reply([
    [jsonHead(103), ''],
    [none, 'x'],
  ])
  assert.match(head, /103/)
  assert.match(body, /^HTTP\/1.1 200 OK/)
})

test('a head without bytes waits for the first of them', async () => {
  const { head } = await reply([
    [jsonHead(202, { X: ['1'] }), ''],
    [none, ''],
  ])
  assert.match(head, /^HTTP\/1.1 202 Accepted/)
  assert.match(head, /X: 1/)
  assert.match(head, /Content-Length: 0/)
})

test('a header value cannot split the response', async () => {
  // spec 03 #93
  const { head } = await reply([[jsonHead(200, { A: ['b\r\nEvil: 1'] }), 'x']])
  assert.match(head, /A: b {2}Evil: 1/)
})

test('unknown codes get a reason, known ones that of Go', async () => {
  assert.match((await reply([[jsonHead(299), 'x']])).head, /^HTTP\/1.1 299 status code 299/)
  assert.match((await reply([[jsonHead(418), 'x']])).head, /^HTTP\/1.1 418 I'm a teapot/)
})

test('text of any script passes in headers as UTF-8', async () => {
  const { head } = await reply([[jsonHead(200, { X: ['Привет'] }), 'x']])
  assert.ok(Buffer.from(head, 'latin1').toString('utf8').includes('X: Привет'))
})

test('a body longer than declared is cut, and the next request is in step', async () => {
  // spec 09 #16
  const twice = `GET / HTTP/1.1\r\nHost: a\r\n\r\n${request}`
  const { text, records } = await reply([[jsonHead(200, { 'Content-Length': ['2'] }), 'hello']], twice)
  assert.equal(text.match(/\r\n\r\nhe(?=HTTP|$)/g)?.length, 2)
  assert.deepEqual(loggedError(records)[0], 'http: wrote more than the declared Content-Length')
})

test('a stream longer than declared is cut and stopped', async () => {
  const { text, pool } = await reply([
    [jsonHead(200, { 'Content-Length': ['2'] }), 'h'],
    [none, 'ello'],
    [none, 'more'],
    [none, ''],
  ])
  assert.match(text, /\r\n\r\nhe$/)
  assert.equal(pool.seen[0]?.cancels, 1)
})

test('a body shorter than declared closes the connection', async () => {
  const { text } = await reply(
    [[jsonHead(200, { 'Content-Length': ['9'] }), 'hello']],
    'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  )
  assert.match(text, /\r\n\r\nhello$/)
})

test('HTTP/1.0 gets no chunks, the end is the end of the connection', async () => {
  const { head, body } = await reply(
    [
      [jsonHead(200), 'a'],
      [none, 'b'],
    ],
    'GET / HTTP/1.0\r\n\r\n',
  )
  assert.doesNotMatch(head, /Transfer-Encoding/)
  assert.equal(body, 'ab')
})

test('interim heads are not sent to HTTP/1.0', async () => {
  const { text } = await reply(
    [
      [jsonHead(103), ''],
      [jsonHead(200), 'b'],
    ],
    'GET / HTTP/1.0\r\n\r\n',
  )
  assert.match(text, /^HTTP\/1.1 200/)
})

test('a connection stays open without saying so, and closes when the worker asks', async () => {
  const keep = await reply([[jsonHead(200), 'x']], `GET / HTTP/1.1\r\nHost: a\r\n\r\n${request}`)
  assert.doesNotMatch(keep.head, /Connection|Keep-Alive/)
  const close = await reply([[jsonHead(200, { Connection: ['close'] }), 'x']], 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  assert.match(close.head, /Connection: close/)
})

test('large single answers arrive whole', async () => {
  // spec 03 #71
  const body = 'x'.repeat(3_000_000)
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from(body), 8, false))
  await using server = await startPlane(pool, { maxRequestBytes: 10 })
  assert.equal(await (await fetch(server.url)).text(), body)
})

test('pipelined requests are answered in order', async () => {
  const pool = new FakePool(({ context, handler }) => {
    const { uri } = JSON.parse(String(context)) as { uri: string }
    setTimeout(() => handler.onPart(jsonHead(200), Buffer.from(uri.slice(-1)), 8, false), uri.endsWith('1') ? 60 : 0)
  })
  await using server = await startPlane(pool)
  const lines = [1, 2, 3].map(
    (path) => `GET /${path} HTTP/1.1\r\nHost: a\r\n${path === 3 ? 'Connection: close\r\n' : ''}\r\n`,
  )
  const text = await rawExchange(server.port, lines.join(''))
  assert.deepEqual(text.match(/1\r\n[123]\r\n0/g), ['1\r\n1\r\n0', '1\r\n2\r\n0', '1\r\n3\r\n0'])
  await sleep(10)
})
