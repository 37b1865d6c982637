// Middleware around real PHP workers. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { useServer } from '../support/use-server.ts'

describe('middleware', () => {
  const server = useServer({
    config: {
      http: {
        middleware: ['cache', 'gzip', 'request_id', 'rate_limit', 'redirect', 'proxy_ip_parser'],
        trusted_subnets: ['127.0.0.0/8'],
        cache: {},
        redirect: { rules: [{ from: '/moved/*', to: '/echo?hello=*' }] },
        rate_limit: { rules: [{ path: '/header', requests: 1, per: '1h' }] },
      },
    },
  })
  const respond = (answer: object, headers: Record<string, string> = {}) =>
    server.request({
      method: 'POST',
      path: '/respond',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify([answer]),
    })

  // spec 03 #144
  it('compresses for clients that can read it', async () => {
    const body = 'courser '.repeat(10_000)
    const answer = await respond({ body }, { 'Accept-Encoding': 'gzip' })
    assert.equal(answer.one('Content-Encoding'), 'gzip')
    assert.equal(gunzipSync(answer.body).toString(), body)
    assert.equal((await respond({ body })).text, body)
  })

  // spec 03 #94, #144
  it('streams compressed, each piece at once', async () => {
    const answer = await server.get('/stream?n=300&ms=0&last=end', { 'Accept-Encoding': 'gzip' })
    assert.match(gunzipSync(answer.body).toString(), /^line 1\n[^]*line 300\nend$/)
  })

  // spec 03 #145
  it('tells PHP and the log the address behind a proxy, and an id', async () => {
    const answer = await server.get('/request', { 'X-Forwarded-For': '192.0.2.7, 127.0.0.1' })
    const seen = JSON.parse(answer.text) as { remoteAddr: string; headers: Record<string, string[]> }
    assert.equal(seen.remoteAddr, '192.0.2.7')
    assert.deepEqual(seen.headers['X-Request-Id'], [answer.one('X-Request-Id')])
    await server.log.find((record) => record.msg === 'http log' && record.remote_address === '192.0.2.7')
  })

  it('sends clients elsewhere, and stops those that ask too often', async () => {
    const moved = await server.get('/moved/x')
    assert.deepEqual([moved.status, moved.one('Location')], [308, '/echo?hello=x'])
    assert.equal((await server.get('/header', { Input: 'a' })).status, 200)
    const refused = await server.get('/header', { Input: 'a' })
    assert.deepEqual([refused.status, Number(refused.one('Retry-After')) > 3000], [429, true])
  })

  it('does not keep what says nothing about keeping', async () => {
    assert.notEqual(
      (await server.get('/request')).one('X-Request-Id'),
      (await server.get('/request')).one('X-Request-Id'),
    )
    assert.equal((await server.get('/pid')).one('Age'), undefined)
  })
})
