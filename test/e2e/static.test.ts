// Static files and files that PHP names, through the whole server. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { TestServer } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'

const dir = mkdtempSync(join(tmpdir(), 'courser-public-'))
after(() => rmSync(dir, { recursive: true }))
const big = Buffer.alloc(2 * 1024 * 1024, 'courser ')
writeFileSync(join(dir, 'sample.txt'), 'sample')
writeFileSync(join(dir, 'big.bin'), big)
writeFileSync(join(dir, 'index.php'), '<?php secret();')
symlinkSync('/etc/hostname', join(dir, 'host.txt'))

describe('static and sendfile', () => {
  const server = useServer({
    config: {
      http: {
        middleware: ['sendfile', 'static'],
        static: { dir, forbid: ['.php'], calculate_etag: true, follow_symlinks: false },
      },
    },
  })

  // spec 03 #128, #129, #131, #133
  it('serves files, leaves the rest to PHP, and answers what has not changed with 304', async () => {
    const sample = await server.get('/sample.txt')
    assert.deepEqual([sample.status, sample.text], [200, 'sample'])
    const again = await server.get('/sample.txt', { 'If-None-Match': String(sample.one('Etag')) })
    assert.deepEqual([again.status, again.text], [304, ''])
    assert.ok((await server.get('/big.bin')).body.equals(big))
    assert.equal((await server.get('/echo?hello=php')).text, 'PHP')
    assert.equal((await server.get('/pid')).status, 200)
  })

  // spec 03 #127
  it('lets no path out of its folder, and shows no PHP', async () => {
    for (const path of ['/../../etc/hostname', '/%2e%2e/%2e%2e/etc/hostname.txt'])
      assert.equal((await server.get(path)).status, 403)
    for (const path of ['/host.txt', '/index.php', '/sample.txt%00'])
      assert.doesNotMatch((await server.get(path)).text, /secret|sample/, path)
  })

  // spec 03 #137
  it('sends the file that PHP names, in parts too', async () => {
    const named = JSON.stringify([{ headers: { 'X-Sendfile': [join(dir, 'big.bin')] }, body: 'x' }])
    const ask = (headers: Record<string, string>) =>
      server.request({
        method: 'POST',
        path: '/respond',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: named,
      })
    const whole = await ask({})
    assert.equal(whole.one('X-Sendfile'), undefined)
    assert.ok(whole.body.equals(big))
    const outside = JSON.stringify([{ headers: { 'X-Sendfile': [`${dir}/../x`] } }])
    assert.equal((await server.post('/respond', outside, 'application/json')).status, 403)
  })
})

// spec 03 #135
it('a root that is none stops the start', async () => {
  const server = new TestServer({ config: { http: { middleware: ['static'], static: { dir: join(dir, 'none') } } } })
  try {
    await server.launch()
    const { code, stderr } = await server.exited()
    assert.equal(code, 1)
    assert.match(stderr, /root directory '.*none' does not exists/)
  } finally {
    server.dispose()
  }
})
