// Courser\Psr7Worker: what a PSR-7 application is told and what it can answer, in the place of the official PSR7Worker.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const command = ['php', join(root, 'test/psr7/worker.php')]

for (const [relay, codec] of [
  ['pipes', 'json'],
  ['pipes', 'protobuf'],
  ['unix://{folder}/relay.sock', 'json'],
] as const) {
  describe(`Courser\\Psr7Worker over ${relay} with ${codec} contexts`, () => {
    const server = useServer({ config: { server: { command, relay }, http: { codec } } })

    it('has its requests sent ahead', async () => {
      const record = await until('the record', () => server.log.all('worker is allocated')[0])
      assert.equal(record['pipeline'], 4)
    })

    it('tells method, address, headers, query, cookies and server variables', async () => {
      const headers = { Cookie: 'x=y', 'User-Agent': 'me', 'X-A': 'b' }
      const answer = await server.get('/?a%5B%5D=1&a%5B%5D=2', headers)
      const told = JSON.parse(answer.text) as Record<string, unknown>
      assert.equal(answer.status, 200)
      assert.equal(told['method'], 'GET')
      assert.equal(told['uri'], 'http://127.0.0.1/?a%5B%5D=1&a%5B%5D=2')
      assert.equal(told['version'], '1.1')
      assert.deepEqual(told['query'], { a: ['1', '2'] })
      assert.deepEqual(told['cookies'], { x: 'y' })
      assert.deepEqual((told['headers'] as Record<string, unknown>)['X-A'], ['b'])
      assert.equal(told['agent'], 'me')
      assert.equal(told['server'], 'GET')
      assert.equal(told['inherited'], true)
      assert.equal(told['form'], null)
      assert.deepEqual(answer.all('X-Two'), ['a', 'b'])
    })

    it('gives forms, files and raw bodies', async () => {
      const disposition = 'Content-Disposition: form-data; name='
      const file = `--b\r\n${disposition}"file[]"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n`
      const body = `${file}--b\r\n${disposition}"note"\r\n\r\nmy note\r\n--b--\r\n`
      const form = JSON.parse((await server.post('/', body, 'multipart/form-data; boundary=b')).text) as Record<
        string,
        unknown
      >
      assert.deepEqual(form['form'], { note: 'my note' })
      assert.deepEqual(form['files'], { file: [['a.txt', 'text/plain', 5, 0, 'hello']] })
      const raw = JSON.parse((await server.post('/', '{"a":1}', 'application/json')).text) as Record<string, unknown>
      assert.equal(raw['body'], '{"a":1}')
      assert.equal(raw['form'], null)
    })

    it('answers whole, in pieces, with an error, and serves on', async () => {
      assert.equal((await server.get('/big')).text.length, 10_000)
      const pieces = await server.get('/big?chunk=4000')
      assert.equal(pieces.status, 201)
      assert.equal(pieces.text, '0123456789'.repeat(1000))
      assert.ok(pieces.chunks !== undefined)
      const { text: pid } = await server.get('/pid')
      assert.equal((await server.get('/throw')).status, 500)
      assert.equal((await server.get('/pid')).text, pid)
    })
  })
}
