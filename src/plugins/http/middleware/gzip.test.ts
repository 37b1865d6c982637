import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { chooseEncoding } from '../encoding/encodings.ts'
import { type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { rawExchange } from '../testing/plane.ts'
import { answering, layerOf, serveThrough } from '../testing/run-middleware.ts'
import { gzip } from './gzip.ts'

testMiddleware(gzip, {})

const text = 'All work and no play makes Jack a dull boy. '.repeat(100)
const large = text.repeat(50)

/** The answer to a GET, undecoded: its head and its body without chunks. */
async function get(body: string, headers: Record<string, string[]> = {}, accept = 'gzip', config: object = {}) {
  await using server = await serveThrough(layerOf(gzip, config), answering(body, headers))
  const lines = `GET / HTTP/1.0\r\nHost: a\r\nAccept-Encoding: ${accept}\r\n\r\n`
  const answer = Buffer.from(await rawExchange(server.port, lines), 'latin1')
  const end = answer.indexOf('\r\n\r\n')
  return { head: answer.toString('latin1', 0, end + 2), body: answer.subarray(end + 4) }
}

test('a body is compressed when the client can read it', async () => {
  // spec 03 #144
  for (const body of [text, large]) {
    const answer = await get(body, { ETag: ['"1"'], 'Accept-Ranges': ['bytes'], 'Content-Length': [`${body.length}`] })
    assert.match(answer.head, /Content-Encoding: gzip\r\n/)
    assert.match(answer.head, /Vary: Accept-Encoding\r\n/)
    assert.match(answer.head, /Content-Type: text\/plain; charset=utf-8\r\n/)
    assert.match(answer.head, /Etag: W\/"1"\r\n/)
    assert.doesNotMatch(answer.head, /Accept-Ranges/)
    assert.equal(gunzipSync(answer.body).toString(), body)
    assert.ok(answer.body.length < body.length / 10)
  }
  const plain = await get(text, {}, 'identity')
  assert.doesNotMatch(plain.head, /Content-Encoding/)
  assert.match(plain.head, /Vary: Accept-Encoding\r\n/)
  assert.equal(plain.body.toString(), text)
})

const left: ReadonlyArray<readonly [why: string, headers: Record<string, string[]>, body?: string]> = [
  ['it is encoded already', { 'Content-Encoding': ['br'] }],
  ['it is a part', { 'Content-Range': ['bytes 0-1/2'] }],
  ['it is compressed content', { 'Content-Type': ['application/zip'] }],
  ['it is a film', { 'Content-Type': ['video/mp4'] }],
  ['it is short', {}, 'short'],
  ['it is short and says so', { 'Content-Length': ['5'] }, 'short'],
  ['PHP does not want it', { 'No-Gzip-Compression': ['1'] }],
]

for (const [why, headers, body = text] of left) {
  test(`a body stays as it is when ${why}`, async () => {
    const answer = await get(body, headers)
    assert.doesNotMatch(answer.head, /Content-Encoding: gzip|No-Gzip/)
    assert.equal(answer.body.toString(), body)
  })
}

test('zstd and brotli are used when asked for by the key', async () => {
  const algorithms = ['zstd', 'br', 'gzip']
  for (const body of [text, large]) {
    const zstd = await get(body, {}, 'gzip, br, zstd', { algorithms })
    assert.match(zstd.head, /Content-Encoding: zstd\r\n/)
    assert.equal(zstdDecompressSync(zstd.body).toString(), body)
    const br = await get(body, {}, 'gzip;q=0.5, br, zstd;q=0', { algorithms })
    assert.match(br.head, /Content-Encoding: br\r\n/)
    assert.equal(brotliDecompressSync(br.body).toString(), body)
  }
  assert.match((await get(text, {}, 'br, zstd')).head, /Vary/)
  assert.doesNotMatch((await get(text, {}, 'br, zstd')).head, /Content-Encoding/)
})

test('Vary is not said twice', async () => {
  assert.equal((await get(text, { Vary: ['accept-encoding, Cookie'] })).head.match(/^Vary/gim)?.length, 1)
})

test('a stream is flushed at each frame', async () => {
  const worker = ({ handler }: FakeRequest): void =>
    void handler.onPart(jsonHead(200), Buffer.from('first '.repeat(300)), 8, true)
  await using server = await serveThrough(layerOf(gzip), worker)
  const response = await fetch(server.url)
  assert.equal(response.headers.get('content-encoding'), 'gzip')
  const reader = response.body?.getReader()
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'first '.repeat(300))
  server.pool.seen[0]?.handler.onPart(Buffer.alloc(0), Buffer.from('second'), 8, false)
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'second')
})

const choices: ReadonlyArray<readonly [accept: string, expected: string | undefined]> = [
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['x-gzip', 'gzip'],
  ['gzip;q=0', undefined],
  ['gzip;q=0.001', 'gzip'],
  ['gzip;q=x', undefined],
  ['*', 'br'],
  ['*, br;q=0', 'gzip'],
  ['identity', undefined],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['', undefined],
]

for (const [accept, expected] of choices) {
  test(`Accept-Encoding: ${accept} among br and gzip`, () => {
    assert.equal(chooseEncoding(accept, ['br', 'gzip']), expected)
  })
}
