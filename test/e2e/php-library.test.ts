// Our PHP library and the demo application, through the server, for both codecs.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

for (const codec of ['json', 'protobuf']) {
  describe(`the demo application with ${codec} contexts`, () => {
    const command = ['php', join(root, 'php/demo/worker.php')]
    const server = useServer({ config: { server: { command }, http: { codec, pool: { num_workers: 2 } } } })

    it('shows what it was told, and counts visits in a cookie', async () => {
      const answer = await server.get('/?a=%3Cb%3E', { Cookie: 'visits=4' })
      assert.equal(answer.status, 200)
      assert.equal(answer.one('Content-Type'), 'text/html; charset=utf-8')
      assert.match(answer.text, /5 \(counted in a cookie\)/)
      assert.match(answer.text, /&lt;b&gt;/)
      assert.match(answer.one('Set-Cookie') ?? '', /^visits=5;/)
    })

    it('shows an uploaded file', async () => {
      const disposition = 'Content-Disposition: form-data; name='
      const file = `--b\r\n${disposition}"file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello file\r\n`
      const body = `${file}--b\r\n${disposition}"note"\r\n\r\nmy note\r\n--b--\r\n`
      const { text } = await server.post('/', body, 'multipart/form-data; boundary=b')
      for (const shown of ['a.txt', '10 B', 'my note', '<pre>hello file</pre>']) assert.ok(text.includes(shown), shown)
    })

    it('streams a line at a time', async () => {
      const answer = await server.get('/stream?n=3')
      assert.equal(answer.chunks?.length, 3)
      assert.match(answer.text, /^ {2}1 .*\n {2}2 .*\n {2}3 .*\n$/)
    })

    it('ends its loop when the client of a stream leaves, and serves on', async () => {
      const connection = await server.connect()
      connection.write('GET /stream?n=200 HTTP/1.1\r\nHost: a\r\n\r\n')
      await connection.head()
      await connection.chunk()
      connection.close()
      const pids = new Set<number>()
      for (let count = 0; count < 30 && pids.size < 2; count++) {
        pids.add((JSON.parse((await server.get('/slow?ms=100')).text) as { pid: number }).pid)
      }
      assert.equal(pids.size, 2)
    })

    it('keeps its workers through bursts, when several answers arrive at once and nobody waits', async () => {
      const pids = new Set<number>()
      for (let burst = 0; burst < 100; burst++) {
        const answers = await Promise.all(Array.from({ length: 8 }, () => server.get('/worker')))
        for (const { text } of answers) pids.add((JSON.parse(text) as { pid: number }).pid)
      }
      assert.equal(pids.size, 2)
    })

    it('answers errors and lost workers with 500, and what is not there with 404', async () => {
      assert.equal((await server.get('/error')).status, 500)
      assert.equal((await server.get('/exit')).status, 500)
      assert.equal((await server.get('/nowhere')).status, 404)
    })
  })
}
