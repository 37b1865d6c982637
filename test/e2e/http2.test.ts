// HTTP/2 in front of real PHP workers, over TLS and without. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type ClientHttp2Session, connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { http2Request } from '../../src/plugins/http/testing/http2-client.ts'
import { httpsRequest } from '../../src/plugins/http/testing/https-client.ts'
import { makeCertificate } from '../support/certificates.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-http2-e2e-'))
after(() => rmSync(folder, { recursive: true }))
const pair = makeCertificate(folder, 'server')
const ca = readFileSync(pair.cert)

describe('http/2', async () => {
  const port = await freePort()
  const ssl = { ...pair, address: `127.0.0.1:${port}` }
  const server = useServer({ config: { http: { access_logs: true, ssl, http2: { h2c: true } } } })

  async function withSession<T>(url: string, use: (session: ClientHttp2Session) => Promise<T>): Promise<T> {
    const session = connect(url, { ca })
    try {
      return await use(session)
    } finally {
      session.close()
    }
  }

  // spec 03 #123, #124
  it('reaches PHP over TLS and without', async () => {
    for (const [scheme, url] of [
      ['https', `https://127.0.0.1:${port}`],
      ['http', `http://127.0.0.1:${server.port}`],
    ] as const) {
      await withSession(url, async (session) => {
        const echo = await http2Request(session, { ':path': '/echo?hello=world' })
        assert.deepEqual([echo.status, String(echo.body)], [201, 'WORLD'])
        const answer = await http2Request(session, { ':path': '/request?a=1', ':authority': 'app.test' })
        const seen = JSON.parse(String(answer.body)) as Record<string, unknown>
        assert.deepEqual([seen.protocol, seen.uri], ['HTTP/2.0', `${scheme}://app.test/request?a=1`])
      })
    }
  })

  it('streams and sends trailers and interim heads as PHP gives them', async () => {
    const answers = [
      { status: 103, headers: { Link: ['</a.css>; rel=preload'] }, end: false },
      { status: 200, headers: { Trailer: ['X-End'], 'X-End': ['yes'] }, body: 'one' },
    ]
    await withSession(`https://127.0.0.1:${port}`, async (session) => {
      const headers = { ':method': 'POST', ':path': '/respond', 'content-type': 'application/json' }
      const got = await http2Request(session, headers, JSON.stringify(answers))
      assert.equal(got.status, 200)
      assert.equal(got.trailers?.['x-end'], 'yes')
      assert.equal(got.interim[0]?.link, '</a.css>; rel=preload')
    })
  })

  it('leaves the choice of the version to the client', async () => {
    const answer = await httpsRequest(port, { ca, path: '/request' })
    assert.equal((JSON.parse(answer.text) as { protocol: string }).protocol, 'HTTP/1.1')
  })
})
