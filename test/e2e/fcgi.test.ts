// FastCGI behind Debian's nginx. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Daemon } from '../support/daemon.ts'
import { requestOnce } from '../support/http-client.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

for (const transport of ['tcp', 'unix'] as const) {
  describe(`nginx speaks FastCGI to us over ${transport}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'courser-nginx-'))
    const [backendPort, port] = [await freePort(), await freePort()]
    const socket = join(folder, 'fcgi.sock')
    const address = transport === 'tcp' ? `tcp://127.0.0.1:${backendPort}` : `unix://${socket}`
    // spec 03 #3: a listener of FastCGI alone is enough.
    const server = useServer({ config: { http: { address: null, fcgi: { address } } } })
    const config = join(folder, 'nginx.conf')
    writeFileSync(
      config,
      nginxConfig(folder, port, transport === 'tcp' ? `127.0.0.1:${backendPort}` : `unix:${socket}`),
    )
    const nginx = new Daemon(['nginx', '-c', config, '-p', folder], port)
    before(() => nginx.start())
    after(async () => {
      await nginx.stop()
      rmSync(folder, { recursive: true })
    })

    // spec 03 #126
    it('carries requests and answers', async () => {
      const echo = await requestOnce(port, { path: '/echo?hello=world' })
      assert.deepEqual([echo.status, echo.text], [201, 'WORLD'])
    })

    // spec 03 #126
    it('tells PHP the whole uri, the peer and the headers', async () => {
      const answer = await requestOnce(port, { path: '/request?a=1', headers: { Host: 'app.test', 'X-Name': 'v' } })
      const seen = JSON.parse(answer.text) as Record<string, unknown> & { headers: Record<string, string[]> }
      assert.equal(seen.uri, 'http://app.test/request?a=1')
      assert.equal(seen.remoteAddr, '127.0.0.1')
      assert.deepEqual(seen.headers['X-Name'], ['v'])
    })

    it('carries bodies of any size both ways, many times over one connection', async () => {
      const text = 'a'.repeat(300_000)
      const body = JSON.stringify([{ body: text, headers: { 'X-Twice': ['1', '2'] } }])
      for (let round = 0; round < 3; round++) {
        const headers = { 'Content-Type': 'application/json' }
        const answer = await requestOnce(port, { method: 'POST', path: '/respond', headers, body })
        assert.deepEqual([answer.status, answer.text.length, answer.all('X-Twice')], [200, text.length, ['1', '2']])
      }
      assert.ok(server.running)
    })
  })
}

function nginxConfig(folder: string, port: number, backend: string): string {
  return `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;
events {}
http {
  access_log off; client_body_temp_path ${folder}/body; fastcgi_temp_path ${folder}/fastcgi;
  proxy_temp_path ${folder}/proxy; scgi_temp_path ${folder}/scgi; uwsgi_temp_path ${folder}/uwsgi;
  upstream courser { server ${backend}; keepalive 2; }
  server {
    listen 127.0.0.1:${port};
    location / { include /etc/nginx/fastcgi_params; fastcgi_keep_conn on; fastcgi_pass courser; }
  }
}
`
}
