// HTTPS in front of real PHP workers. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { httpsRequest } from '../../src/plugins/http/testing/https-client.ts'
import { makeCertificate } from '../support/certificates.ts'
import { accepts } from '../support/daemon.ts'
import { failedStart } from '../support/failed-start.ts'
import { freePort } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'courser-tls-e2e-'))
after(() => rmSync(folder, { recursive: true }))
const pair = makeCertificate(folder, 'server')
const other = makeCertificate(folder, 'other')
const ca = [readFileSync(pair.cert), readFileSync(other.cert)]

describe('https beside http', async () => {
  const port = await freePort()
  const live = makeCertificate(folder, 'live')
  const server = useServer({ config: { http: { ssl: { ...live, address: `127.0.0.1:${port}`, reload_interval: 0 } } } })
  const trusted = [...ca, readFileSync(live.cert)]

  // spec 03 #118
  it('serves the same on both', async () => {
    const plain = await server.get('/echo?hello=world')
    const secure = await httpsRequest(port, { ca: trusted, path: '/echo?hello=world' })
    assert.deepEqual([secure.status, secure.text], [plain.status, plain.text])
    assert.deepEqual([secure.status, secure.text], [201, 'WORLD'])
  })

  it('shows the new certificate after a reset', async () => {
    copyFileSync(other.key, live.key)
    copyFileSync(other.cert, live.cert)
    const reset = await server.rr('reset', 'http')
    assert.equal(reset.code, 0, reset.stderr)
    const answer = await httpsRequest(port, { ca: [readFileSync(other.cert)], path: '/echo?hello=world' })
    assert.equal(answer.status, 201)
  })
})

describe('https with a redirect', async () => {
  const port = await freePort()
  const server = useServer({ config: { http: { ssl: { ...pair, address: `127.0.0.1:${port}`, redirect: true } } } })

  // spec 03 #119, spec 09 #19
  it('sends clients of plain http there', async () => {
    const location = `https://app.test:${port}/a%2Fb?x=1`
    const answer = await server.get('/a%2Fb?x=1', { Host: 'app.test:81' })
    assert.equal(answer.status, 308)
    assert.equal(answer.one('Location'), location)
    assert.equal(answer.one('Strict-Transport-Security'), 'max-age=31536000; includeSubDomains; preload')
    assert.equal(answer.one('Content-Type'), 'text/html; charset=utf-8')
    assert.equal(answer.text, `<a href="${location}">Permanent Redirect</a>.\n\n`)
    const post = await server.post('/form', 'a=1', 'application/x-www-form-urlencoded')
    assert.deepEqual([post.status, post.text, post.one('Content-Type')], [308, '', undefined])
  })

  it('writes no text of an attacker into the page', async () => {
    for (const host of ['a"><script>', 'user@other.test', 'a/b']) {
      assert.equal((await server.get('/', { Host: host })).status, 400, host)
    }
    const answer = await server.get(`/'"><script>`)
    assert.equal(answer.status, 308)
    assert.ok(!answer.text.includes('<script>'), answer.text)
  })
})

describe('https alone', async () => {
  const port = await freePort()
  const server = useServer({ config: { http: { address: null, ssl: { ...pair, address: `127.0.0.1:${port}` } } } })

  // spec 03 #4, #118
  it('leaves plain http closed', async () => {
    assert.equal((await httpsRequest(port, { ca, path: '/echo?hello=world' })).status, 201)
    assert.equal(await accepts(server.port), false)
  })
})

describe('https that cannot start', () => {
  const cases = [
    [{ ...pair, key: '/none' }, "key file '/none' does not exists"],
    [{ ...pair, cert: '/none' }, "cert file '/none' does not exists"],
    [{ ...pair, root_ca: '/none' }, "root ca path provided, but path '/none' does not exists"],
    [{ ...pair, root_ca: pair.key }, 'could not append Certs from PEM'],
    [{ ...pair, address: 'a:b:c' }, 'unknown format, accepted format is [:<port> or <host>:<port>], provided: a:b:c'],
    [{ ...pair, address: ':hello' }, 'ssl_valid: strconv.Atoi: parsing "hello": invalid syntax'],
    [{ ...pair, key: other.key }, `the key ${other.key} does not belong to the certificate ${pair.cert}`],
  ] as const
  for (const [ssl, text] of cases) {
    // spec 03 #8, #11, #12
    it(`says ${text}`, async () => {
      const printed = await failedStart({ config: { http: { ssl: { address: '127.0.0.1:0', ...ssl } } } })
      assert.ok(printed.includes(text), printed)
    })
  }
})
