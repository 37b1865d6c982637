// Requests whose end two servers could see in different places. Whatever is refused must close the connection: what follows is nobody's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakePool, jsonHead } from '../testing/fake-pool.ts'
import { rawExchange, startPlane } from '../testing/plane.ts'

const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
const head = 'POST / HTTP/1.1\r\nHost: a\r\n'
const chunk = '0\r\n\r\n'

/** What is sent, in front of a second request that must never be answered. */
const refused: Readonly<Record<string, string>> = {
  'Content-Length beside Transfer-Encoding': `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
  'two lengths that differ': `${head}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n`,
  'a list of lengths': `${head}Content-Length: 0, ${smuggled.length}\r\n\r\n`,
  'a negative length': `${head}Content-Length: -1\r\n\r\n`,
  'a length with a sign': `${head}Content-Length: +0\r\n\r\n`,
  'a length in hex': `${head}Content-Length: 0x0\r\n\r\n`,
  'a length beyond counting': `${head}Content-Length: 99999999999999999999999\r\n\r\n`,
  'a blank before the colon': `${head}Content-Length : 5\r\n\r\nhello`,
  'a folded header': `${head}X-A: 1\r\n  2\r\n\r\n`,
  'a folded Transfer-Encoding': `${head}Transfer-Encoding:\r\n chunked\r\n\r\n${chunk}`,
  'an unknown transfer coding': `${head}Transfer-Encoding: xchunked\r\n\r\n${chunk}`,
  'chunked that is not last': `${head}Transfer-Encoding: chunked, identity\r\n\r\n${chunk}`,
  'a length behind chunked': `${head}Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n${chunk}`,
  'chunked twice': `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
  'a chunk size that is none': `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
  'a chunk size with a prefix': `${head}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n`,
  'a chunk longer than its size': `${head}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n${chunk}`,
  'a chunk size beyond counting': `${head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`,
  'a bare LF in a chunk': `${head}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n`,
  'a bare CR in a header': `${head}X-A: a\rb\r\n\r\n`,
  'a NUL in a header': `${head}X-A: a\0b\r\n\r\n`,
  'a header without a name': `${head}: a\r\n\r\n`,
  'two Hosts': 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
  'a Host that is none': 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
  'a Host with a path': 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n',
  'a blank in the target': 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n',
  'a version that is none': 'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
  'no request line': 'hello\r\n\r\n',
}

for (const [what, bytes] of Object.entries(refused)) {
  test(`${what} is refused, and nothing behind it is answered`, async () => {
    const pool = new FakePool(({ handler }) => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false))
    await using server = await startPlane(pool)
    const answer = await rawExchange(server.port, bytes + smuggled)
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/)
    assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, answer)
    assert.equal(pool.seen.length, 0)
  })
}

test('a request of HTTP/1.1 without Host is refused', async () => {
  const pool = new FakePool(() => {})
  await using server = await startPlane(pool)
  assert.match(await rawExchange(server.port, 'GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 /)
  assert.equal(pool.seen.length, 0)
})

test('a target that is a whole URL names the host, whatever Host says', async () => {
  const pool = new FakePool(({ handler }) => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false))
  await using server = await startPlane(pool)
  const bytes = 'GET http://real.test/a HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n'
  assert.match(await rawExchange(server.port, bytes), /^HTTP\/1\.1 200 /)
  assert.equal((JSON.parse(String(pool.seen[0]?.context)) as { uri: string }).uri, 'http://real.test/a')
})
