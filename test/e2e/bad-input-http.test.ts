// Clients that send nonsense, too much, too slowly or half: each gets its status, and nobody else notices. Cases: spec 03 §17, 09.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

/** Sends bytes and gives all that comes back until the server closes the connection; `half` closes our side after them. */
function exchange(port: number, bytes: string, half = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let text = ''
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk))
    socket.once('error', reject).once('end', () => {
      socket.destroy()
      resolve(text)
    })
    if (half) socket.end(bytes, 'latin1')
    else socket.write(bytes, 'latin1')
  })
}

const post = (lines: string): string => `POST /uploads HTTP/1.1\r\nHost: a\r\n${lines}`
const part = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello'
const multipart = 'Content-Type: multipart/form-data; boundary=b'

/** What is sent, and the status; none of it may reach PHP. */
const nonsense: ReadonlyArray<readonly [title: string, bytes: string, status: number]> = [
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['a header without a colon', 'GET / HTTP/1.1\r\nHost: a\r\nbad\r\n\r\n', 400],
  ['a header name with a blank', 'GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n', 400],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  ['a target with a broken escape', 'GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
  ['two lengths', post('Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'), 400],
  ['a length and chunks', post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'), 400],
  ['a length that is none', post('Content-Length: 3x\r\n\r\nabc'), 400],
  ['a chunk size that is none', post('Transfer-Encoding: chunked\r\n\r\nzz\r\n'), 400],
  ['too large a head', `GET / HTTP/1.1\r\nHost: a\r\nX-Large: ${'x'.repeat(1_100_000)}\r\n\r\n`, 431],
  ['too large a body', post('Content-Length: 2000000\r\nConnection: close\r\n\r\n'), 413],
  ['too large a chunked body', post(`Transfer-Encoding: chunked\r\n\r\n10c8e0\r\n${'x'.repeat(1_100_000)}`), 413],
  [
    'a form without a boundary',
    post(`Content-Type: multipart/form-data\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc`),
    400,
  ],
  [
    'a form that ends too early',
    post(`${multipart}\r\nContent-Length: ${part.length}\r\nConnection: close\r\n\r\n${part}`),
    400,
  ],
]

/** Bodies whose client closes its side before their end, or says nothing more. */
const halves: ReadonlyArray<readonly [title: string, bytes: string]> = [
  ['a body', post('Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf')],
  ['a chunked body', post('Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf')],
  ['an upload', post(`${multipart}\r\nContent-Length: 999\r\n\r\n${part}`)],
]

describe('a client that sends', () => {
  const config = { http: { max_request_size: 1, timeouts: { read: '1s' }, uploads: { dir: '{folder}' } } }
  const server = useServer({ config })
  let pid = ''

  // The one worker is as before: neither was it replaced, nor has it had a request.
  afterEach(async () => {
    const { status, text } = await requestOnce(server.port, { path: '/pid' })
    assert.equal(status, 200)
    assert.equal(text, pid === '' ? text : pid)
    pid = text
    await until('uploads to be removed', () => !readdirSync(server.folder).some((name) => name.startsWith('upload')))
  })

  for (const [title, bytes, status] of nonsense) {
    it(`${title} gets ${status}`, async () => {
      const text = await exchange(server.port, bytes)
      assert.match(text, new RegExp(`^HTTP/1\\.1 ${status} `))
      assert.match(text, /\r\nConnection: close\r\n/)
      assert.doesNotMatch(text, / at .*\d:\d|node:/)
    })
  }

  for (const [title, bytes] of halves) {
    it(`half of ${title} and then ends gets 400`, async () => {
      assert.match(await exchange(server.port, bytes, true), /^HTTP\/1\.1 400 /)
    })

    it(`half of ${title} and then nothing gets 408 after http.timeouts.read`, async () => {
      assert.match(await exchange(server.port, bytes), /^HTTP\/1\.1 408 /)
    })
  }

  it('a head and then nothing gets 408', async () => {
    assert.match(await exchange(server.port, 'GET / HTTP/1.1\r\nHost: a\r\n'), /^HTTP\/1\.1 408 /)
  })

  it('nonsense after a good request gets its answer first', async () => {
    const text = await exchange(server.port, 'GET /echo?hello=x HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n')
    assert.match(text, /^HTTP\/1\.1 201 Created\r\n[^]*\r\nX\r\n/)
  })

  it('a body while the answer is already here keeps its connection in step', async () => {
    const client = await server.connect()
    const answer = await client.request({ method: 'OPTIONS', path: '/pid', body: 'a body that nobody reads' })
    assert.equal(answer.status, 200)
    assert.equal((await client.request({ path: '/echo?hello=next' })).text, 'NEXT')
    client.close()
  })

  it('leaves no record of level error that is not about its request', async () => {
    const errors = server.log.text.split('\n').filter((line) => line.includes('"level":"error"'))
    assert.ok(errors.length > 0)
    assert.deepEqual(
      errors.filter((line) => !line.includes('"logger":"http","msg":"request forming error"')),
      [],
    )
  })
})
