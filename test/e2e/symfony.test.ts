// A Symfony application (test/symfony) by both PHP sides: the loop that the official packages give, and our library.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { root } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const installed = join(root, 'test/symfony/vendor/autoload.php')

for (const runtime of ['sdk', 'library']) {
  describe(`Symfony by runtime/${runtime}.php`, () => {
    before(() => assert.ok(existsSync(installed), `${installed} is missing: composer install in test/symfony`))
    const server = useServer({
      config: {
        server: {
          command: ['php', join(root, `test/symfony/runtime/${runtime}.php`)],
          env: { APP_VAR: '{folder}/var' },
        },
        http: { pool: { num_workers: 2 }, uploads: { dir: '{folder}' } },
      },
    })

    it('routes, and tells the application who asks for what', async () => {
      const answer = await server.get('/json/caf%C3%A9?a%5Bb%5D=1', { Host: 'shop.test:81', 'User-Agent': 'probe' })
      assert.equal(answer.status, 200)
      assert.equal(answer.one('Content-Type'), 'application/json')
      assert.deepEqual(
        { ...(JSON.parse(answer.text) as object), served: 0 },
        {
          name: 'café',
          query: { a: { b: '1' } },
          address: 'http://shop.test:81/json/caf%C3%A9?a%5Bb%5D=1',
          client: '127.0.0.1',
          agent: 'probe',
          served: 0,
        },
      )
      assert.equal((await server.get('/nowhere')).status, 404)
      assert.equal((await server.post('/json/x', '', 'text/plain')).status, 405)
    })

    it('boots once and keeps its services', async () => {
      const served = async () => (JSON.parse((await server.get('/json/x')).text) as { served: number }).served
      const counts = [await served(), await served(), await served()]
      assert.ok(Math.max(...counts) >= 2, `counted ${counts.join(', ')} on two workers`)
    })

    it('reads JSON bodies', async () => {
      const answer = await server.post('/json', '{"a":[1,{"b":null}]}', 'application/json')
      assert.deepEqual([answer.status, answer.text], [201, '{"a":[1,{"b":null}]}'])
      assert.equal((await server.post('/json', '{"a":', 'application/json')).status, 400)
    })

    it('reads forms', async () => {
      const form = 'name=J%C3%BCrgen&tags[]=a&tags[]=b&address[city]=K%C3%B6ln'
      for (const method of ['POST', 'PUT']) {
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
        const answer = await server.request({ method, path: '/form', headers, body: form })
        assert.deepEqual(JSON.parse(answer.text), { name: 'Jürgen', tags: ['a', 'b'], address: { city: 'Köln' } })
      }
    })

    it('takes uploads; what it moves is kept, the rest is removed', async () => {
      const form = new FormData()
      form.set('note', 'my note')
      form.set('avatar', new File(['one'], 'a.txt', { type: 'text/plain' }))
      form.append('photos[]', new File(['two'], 'b.png', { type: 'image/png' }))
      form.set('keep', new File(['kept'], 'c.txt'))
      const response = await fetch(`http://127.0.0.1:${server.port}/upload`, { method: 'POST', body: form })
      assert.deepEqual(await response.json(), {
        files: {
          avatar: { name: 'a.txt', type: 'text/plain', error: 0, content: 'one' },
          photos: [{ name: 'b.png', type: 'image/png', error: 0, content: 'two' }],
        },
        form: { note: 'my note' },
      })
      assert.equal(readFileSync(server.path('var/kept'), 'utf8'), 'kept')
      await until('the uploads to be removed', () =>
        readdirSync(server.folder).every((name) => !name.startsWith('upload')),
      )
    })

    it('reads and sets cookies, starts no session', async () => {
      const answer = await server.get('/cookies', { Cookie: 'flavour=oat%20%26%20honey' })
      assert.equal(answer.text, 'oat & honey')
      assert.deepEqual(
        answer.all('Set-Cookie').map((line) => line.split(';')[0]),
        ['flavour=oat%20%26%20honey', 'second=2'],
      )
    })

    it('streams piece by piece', async () => {
      const connection = await server.connect()
      connection.write('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n')
      assert.equal((await connection.head()).status, 200)
      assert.equal(String(await connection.chunk()), 'first\n')
      writeFileSync(server.path('var/go'), '')
      assert.equal(String(await connection.chunk()), 'second\n')
      assert.equal(await connection.chunk(), undefined)
      connection.close()
    })

    it('sends a file, and a part of it', async () => {
      const source = readFileSync(join(root, 'test/symfony/src/Pages.php'))
      const whole = await server.get('/file')
      assert.deepEqual(whole.body, source)
      const part = await server.get('/file', { Range: 'bytes=2-5' })
      assert.deepEqual([part.status, part.body], [206, source.subarray(2, 6)])
      const head = await server.request({ method: 'HEAD', path: '/file' })
      assert.deepEqual([head.status, head.one('Content-Length')], [200, String(source.length)])
    })

    it('answers an exception with its error page, logs it, and serves on', async () => {
      const answer = await server.get('/fails')
      assert.equal(answer.status, 500)
      assert.match(answer.text, /Oops! An Error Occurred/)
      assert.ok(!answer.text.includes('this page always fails'))
      await server.log.find(({ logger, msg }) => logger === 'server' && msg.includes('this page always fails'))
      assert.equal((await server.get('/json/x')).status, 200)
    })
  })
}
