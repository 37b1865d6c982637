// Requests and responses through real PHP workers, for both codecs. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { HttpAnswer } from '../support/http-client.ts'
import { useServer } from '../support/use-server.ts'

interface Seen {
  readonly [key: string]: unknown
  readonly headers: Readonly<Record<string, readonly string[]>>
}

const doubles = [
  { codec: 'json', release: '3.4' },
  { codec: 'json', release: '3.5' },
  { codec: 'protobuf', release: '3.5' },
]
// spec 03 #181: the official packages up to 3.4 know JSON alone; test/sdk/run.ts finds out.
const codecs =
  process.env.SDK_FOLDER === undefined
    ? doubles
    : doubles.filter(({ release }) => release === (process.env.SDK_DOUBLE ?? '3.4'))

for (const { codec, release } of codecs) {
  describe(`http with ${codec} contexts and an SDK like ${release}`, () => {
    const server = useServer({ config: { http: { codec } }, env: { SDK_DOUBLE: release } })

    const seen = (answer: HttpAnswer): Seen => JSON.parse(answer.text) as Seen

    function respond(...answers: readonly object[]): Promise<HttpAnswer> {
      return server.post('/respond', JSON.stringify(answers), 'application/json')
    }

    // spec 03 #20
    it('answers with the status and body that PHP gives', async () => {
      const answer = await server.get('/echo?hello=world')
      assert.deepEqual([answer.status, answer.text], [201, 'WORLD'])
    })

    // spec 03 #21, #22
    it('carries headers both ways', async () => {
      const answer = await server.get('/header', { input: 'value' })
      assert.equal(answer.one('Header'), 'VALUE')
      const { headers } = seen(await server.get('/request', { 'user-agent': '', 'X-Twice': ['1', '2'] }))
      assert.deepEqual(headers['User-Agent'], [''])
      assert.deepEqual(headers['X-Twice'], ['1', '2'])
    })

    // spec 03 #23, #24, #73
    it('decodes cookies, leaves out the broken ones, sets several', async () => {
      const answer = await server.get('/cookie', { Cookie: 'input=input-value' })
      assert.equal(answer.text, 'INPUT-VALUE')
      assert.deepEqual(answer.all('Set-Cookie'), ['output=cookie-output; path=/', 'second=2'])
      const { cookies } = seen(await server.get('/request', { Cookie: 'a=%2B+x; b=%zz; c=3' }))
      assert.deepEqual(cookies, { a: '+ x', c: '3' })
    })

    // spec 03 #25, #27
    it('tells the address, the uri and the protocol', async () => {
      const told = seen(await server.get('/request?a=1', { Host: 'app.test:81' }))
      assert.deepEqual(
        [told.remoteAddr, told.uri, told.protocol, told.query],
        ['127.0.0.1', 'http://app.test:81/request?a=1', 'HTTP/1.1', { a: '1' }],
      )
    })

    // spec 03 #28
    it('forwards a JSON body as it is', async () => {
      for (const method of ['POST', 'PUT', 'PATCH']) {
        const told = seen(
          await server.request({
            method,
            path: '/request',
            headers: { 'Content-Type': 'application/json' },
            body: '{"a": 1}',
          }),
        )
        assert.equal(told.parsed, false)
        assert.equal(Buffer.from(told.body as string, 'base64').toString(), '{"a": 1}')
      }
    })

    // spec 03 #36, #37, #38
    it('parses urlencoded forms', async () => {
      for (const type of ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-8']) {
        const told = seen(await server.post('/request', 'a=1&a=2&b[c][]=x&b[c][]=y&d+e=%3C', type))
        assert.equal(told.parsed, true)
        assert.deepEqual(told.form, { a: '2', b: { c: ['x', 'y'] }, de: '<' })
      }
    })

    // spec 03 #183, #44
    it('gives an empty form as an empty array', async () => {
      const told = seen(await server.post('/request', '', 'application/x-www-form-urlencoded'))
      assert.deepEqual([told.parsed, told.form], [true, []])
    })

    // spec 03 #58, #63, #65
    it('gives uploads as files that live as long as the request', async () => {
      const body =
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n'
      const answer = await server.post('/uploads', body, 'multipart/form-data; boundary=b')
      const { uploads } = JSON.parse(answer.text) as { uploads: { file: Record<string, unknown> } }
      const { name, mime, size, error, mode, keys } = uploads.file
      assert.deepEqual(
        { name, mime, size, error, mode },
        { name: 'a.txt', mime: 'text/plain', size: 5, error: 0, mode: 0o600 },
      )
      assert.deepEqual(keys, ['name', 'mime', 'size', 'error', 'tmpName'])
    })

    // spec 03 #72
    it('refuses a status that is none', async () => {
      for (const status of [610, 99]) {
        const answer = await respond({ status, body: 'x' })
        assert.deepEqual([answer.status, answer.text], [500, `unknown status code from worker: ${status}\n`])
      }
    })

    // spec 03 #74, #76, #77
    it('frames bodiless answers', async () => {
      assert.equal((await respond({})).one('Content-Length'), '0')
      const connection = await server.connect()
      const head = await connection.request({ method: 'HEAD', path: '/echo?hello=x' })
      assert.deepEqual([head.status, head.one('Transfer-Encoding')], [201, undefined])
      const answers = JSON.stringify([{ status: 204, body: 'dropped' }])
      const none = await connection.request({ method: 'POST', path: '/respond', body: answers })
      assert.equal(none.status, 204)
      assert.equal((await connection.request({ path: '/echo?hello=on' })).text, 'ON')
      connection.close()
    })

    // spec 03 #93
    it('does not let a header value split the response', async () => {
      const answer = await respond({ headers: { 'X-Evil': ['a\r\nSet-Cookie: b=c'] }, body: 'x' })
      assert.equal(answer.one('Set-Cookie'), undefined)
    })

    // spec 03 #78
    it('sends trailers after the body', async () => {
      const headers = { Trailer: ['foo, bar'], foo: ['1'], bar: ['2'], baz: ['3'] }
      const answer = await respond({ headers, body: 'x' })
      assert.equal(answer.one('baz'), '3')
      assert.equal(answer.one('Trailer'), undefined)
      assert.deepEqual(Object.fromEntries(answer.trailers.map(([name, value]) => [name.toLowerCase(), value])), {
        foo: '1',
        bar: '2',
      })
    })

    // spec 03 #84
    it('forwards an early hint and then the answer', async () => {
      const link = '</a.css>; rel=preload'
      const answer = await respond({ status: 103, headers: { Link: [link] }, end: false }, { body: 'page' })
      assert.deepEqual(
        answer.interim.map((head) => [head.status, head.one('Link')]),
        [[103, link]],
      )
      assert.deepEqual([answer.status, answer.text, answer.one('Link')], [200, 'page', undefined])
    })

    // spec 03 #94, #97, #100
    it('streams each line as PHP makes it', async () => {
      const answer = await server.get('/stream?n=12&ms=2&last=end')
      assert.equal(answer.text, `${Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join('')}end`)
      assert.equal(answer.all('X-Pid').length, 1)
    })

    // spec 03 #95, #101
    it('ends a stream cleanly when the generator throws', async () => {
      const answer = await server.get('/stream-end?how=throw')
      assert.deepEqual([answer.status, answer.text], [200, 'line 1\nline 2\n'])
    })

    // spec 03 #102, 01 #52
    it('answers 500 without a body to an error, and the worker lives on', async () => {
      const before = (await server.get('/pid')).text
      const answer = await server.get('/error')
      assert.deepEqual([answer.status, answer.text], [500, ''])
      assert.equal((await server.get('/pid')).text, before)
    })

    // spec 01 #53, #54
    it('answers 500 when the worker dies, and replaces it', async () => {
      const before = (await server.get('/pid')).text
      for (const path of ['/exit', '/kill', '/fatal']) assert.equal((await server.get(path)).status, 500)
      assert.notEqual((await server.get('/pid')).text, before)
    })

    // spec 03 #32, #177
    it('logs standard error and leaves the response alone', async () => {
      assert.equal((await server.get('/stderr?text=%7B%22a%22:1%7D')).text, 'answered')
      const record = await server.log.find((one) => one.logger === 'server' && one.msg === '{"a":1}')
      assert.equal(record.level, 'info')
    })
  })
}
