import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataPlaneSettings } from './settings.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { rawExchange, startPlane } from './testing/plane.ts'

const mebibyte = 1024 * 1024
const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)
const form = 'application/x-www-form-urlencoded'

async function send(init: RequestInit & { path?: string }, settings: Partial<DataPlaneSettings> = {}) {
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, settings)
  const response = await fetch(`${server.url}${init.path ?? '/'}`, init)
  const request = pool.seen[0]
  const context = request === undefined ? undefined : (JSON.parse(String(request.context)) as Record<string, unknown>)
  return { status: response.status, text: await response.text(), response, context, body: String(request?.body ?? '') }
}

test('bodies that are no forms pass verbatim', async () => {
  // spec 03 #28, #30
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const { context, body } = await send({ method, body: '{"a": 1}', headers: { 'content-type': 'application/json' } })
    assert.deepEqual([context?.parsed, context?.uploads, body], [false, null, '{"a": 1}'])
  }
})

test('HEAD and OPTIONS carry no body', async () => {
  // spec 03 #29, #70
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, { maxRequestBytes: 3 })
  const text = await rawExchange(
    server.port,
    `OPTIONS / HTTP/1.1\r\nHost: a\r\nContent-Type: ${form}\r\nContent-Length: 7\r\nConnection: close\r\n\r\na=1&b=2`,
  )
  assert.match(text, /^HTTP\/1.1 200/)
  assert.equal(pool.seen[0]?.body.length, 0)
})

test('urlencoded bodies become trees', async () => {
  // spec 03 #36, #37
  for (const type of [form, `${form}; charset=utf-8`]) {
    const { context, body } = await send({ method: 'PUT', body: 'a[b]=1&c[]=2', headers: { 'content-type': type } })
    assert.equal(context?.parsed, true)
    assert.equal(body, '{"a":{"b":"1"},"c":["2"]}')
  }
})

test('an urlencoded DELETE is an empty tree', async () => {
  // spec 03 #39, #44, spec 09 #42
  const init = { method: 'DELETE', body: 'a=1', headers: { 'content-type': form } }
  const json = await send(init)
  assert.deepEqual([json.context?.parsed, json.body], [true, '{}'])
  const pool = new FakePool(({ handler }) =>
    handler.onPart(Buffer.from('08c801', 'hex'), Buffer.from('ok'), 0x80, false),
  )
  await using server = await startPlane(pool, { codec: 'protobuf' })
  assert.equal(await (await fetch(server.url, init)).text(), 'ok')
  assert.equal(pool.seen[0]?.flag, 0x80)
  assert.equal(pool.seen[0]?.body.length, 0)
})

test('raw_body passes forms as they are', async () => {
  // spec 03 #31
  for (const method of ['POST', 'DELETE']) {
    const { context, body } = await send(
      { method, body: 'a=%zz', headers: { 'content-type': form } },
      { rawBody: true },
    )
    assert.deepEqual([context?.parsed, context?.uploads, body], [false, null, 'a=%zz'])
  }
})

test('raw_body leaves a multipart form in its envelope', async () => {
  // spec 03 #31
  const form = '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\ndata\r\n--b--\r\n'
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const { context, body } = await send({ method: 'POST', body: form, headers }, { rawBody: true })
  assert.deepEqual([context?.parsed, context?.uploads, body], [false, null, form])
})

test('broken forms are 400 with the text that Go gives', async () => {
  // spec 03 #40, #41
  const headers = { 'content-type': form }
  const bad = await send({ method: 'POST', body: 'a=%zz', headers })
  assert.deepEqual([bad.status, bad.text], [400, 'serve_http: invalid URL escape "%zz"\n'])
  assert.equal(bad.response.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(bad.context, undefined)
  const tree = await send({ method: 'POST', body: 'a=1&a[b]=2', headers })
  assert.match(tree.text, /invalid multiple values to key 'a' in tree/)
  assert.equal((await send({ method: 'POST', body: 'a=1', headers, path: '/?x=1;y' })).status, 400)
})

test('a body over the limit is 413', async () => {
  // spec 03 #68, #69
  const body = Buffer.alloc(10 * mebibyte, 'x')
  const wanted = [413, 'serve_http: http: request body too large\n']
  const announced = await send({ method: 'POST', body }, { maxRequestBytes: mebibyte })
  assert.deepEqual([announced.status, announced.text], wanted)
  const stream = new Blob([body]).stream()
  const chunked = await send({ method: 'POST', body: stream, duplex: 'half' } as RequestInit, {
    maxRequestBytes: mebibyte,
  })
  assert.deepEqual([chunked.status, chunked.text], wanted)
  const headers = { 'content-type': form }
  assert.equal((await send({ method: 'POST', body, headers }, { maxRequestBytes: mebibyte })).status, 413)
  assert.equal((await send({ method: 'POST', body, headers })).status, 200)
})

test('a form below a limit of 30 MiB is taken', async () => {
  // spec 03 #69
  const body = `a=${'x'.repeat(28 * mebibyte)}`
  const { status, context } = await send(
    { method: 'POST', body, headers: { 'content-type': form } },
    { maxRequestBytes: 30 * mebibyte },
  )
  assert.deepEqual([status, context?.parsed], [200, true])
})

test('a multipart body over the limit is 413', async () => {
  const data = new FormData()
  data.set('a', 'x'.repeat(2 * mebibyte))
  assert.equal((await send({ method: 'POST', body: data }, { maxRequestBytes: mebibyte })).status, 413)
})

test('100 Continue is sent when the body is read, and not before a refusal', async () => {
  // spec 03 §15.8
  const pool = new FakePool(ok)
  await using server = await startPlane(pool, { maxRequestBytes: 10 })
  const head = (length: number, method = 'POST') =>
    `${method} / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`
  assert.match(await rawExchange(server.port, `${head(2)}hi`), /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /)
  assert.match(await rawExchange(server.port, head(20)), /^HTTP\/1.1 413 /)
  assert.match(await rawExchange(server.port, head(2, 'OPTIONS')), /^HTTP\/1.1 200 /)
})

test('broken chunks are 400', async () => {
  // spec 09 #24
  const pool = new FakePool(ok)
  await using server = await startPlane(pool)
  const text = await rawExchange(server.port, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')
  assert.match(text, /^HTTP\/1.1 400 /)
  assert.equal(pool.seen.length, 0)
})
