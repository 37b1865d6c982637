import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { type LoggedRecord, rawExchange } from '../testing/plane.ts'
import { layerOf, serveThrough } from '../testing/run-middleware.ts'
import { staticFiles } from './static.ts'

const base = mkdtempSync(join(tmpdir(), 'courser-static-'))
after(() => rmSync(base, { recursive: true }))
const dir = join(base, 'public')
const big = randomBytes(10 * 1024 * 1024)
mkdirSync(join(dir, 'folder.css'), { recursive: true })
const content: Readonly<Record<string, string | Buffer>> = {
  'sample.txt': 'sample',
  'hello.txt': 'hello world',
  'empty.txt': '',
  'big.bin': big,
  '.env': 'SECRET',
  'index.php': '<?php',
  'page.html': '<p>',
  'thing.unknownext': '<html>',
  'x.CSS': 'a{}',
}
for (const [name, body] of Object.entries(content)) writeFileSync(join(dir, name), body)
writeFileSync(join(base, 'outside.txt'), 'outside')
symlinkSync(join(base, 'outside.txt'), join(dir, 'link.txt'))
const mtime = new Date('2026-01-02T03:04:05Z')
utimesSync(join(dir, 'hello.txt'), mtime, mtime)

testMiddleware(staticFiles, { dir })

const serve = (config: object = {}, records?: LoggedRecord[]) =>
  serveThrough(layerOf(staticFiles, { dir, ...config }, undefined, records))

test('a file is answered here, what is no file goes to PHP', async () => {
  // spec 03 #128, #132
  await using server = await serve()
  const response = await fetch(`${server.url}/sample.txt`)
  assert.deepEqual([response.status, await response.text()], [200, 'sample'])
  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(response.headers.get('content-length'), '6')
  assert.equal(response.headers.get('accept-ranges'), 'bytes')
  assert.equal(server.pool.seen.length, 0)
  assert.deepEqual(server.records, [])
  for (const path of ['/missing.txt', '/folder.css', '/folder', '/'])
    assert.equal(await (await fetch(server.url + path)).text(), 'php', path)
})

test('types go by extension in any case, else by the first bytes; dot files are files; any method is served', async () => {
  await using server = await serve()
  const type = async (path: string) => (await fetch(server.url + path)).headers.get('content-type')
  assert.equal(await type('/page.html'), 'text/html; charset=utf-8')
  assert.equal(await type('/x.CSS'), 'text/css; charset=utf-8')
  assert.equal(await type('/thing.unknownext'), 'text/html; charset=utf-8')
  assert.equal(await (await fetch(`${server.url}/.env`)).text(), 'SECRET')
  assert.equal(await (await fetch(`${server.url}/sample.txt`, { method: 'POST', body: 'x' })).text(), 'sample')
})

test('calculate_etag tags the content, weak the name, and a match is 304', async () => {
  // spec 03 #129, #130
  await using strong = await serve({ calculate_etag: true })
  const etag = (await fetch(`${strong.url}/hello.txt`)).headers.get('etag')
  assert.equal(etag, '"11-4225329227"')
  const again = await fetch(`${strong.url}/hello.txt`, { headers: { 'If-None-Match': String(etag) } })
  assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag])
  assert.equal((await fetch(`${strong.url}/empty.txt`)).headers.get('etag'), null)
  assert.match((await fetch(`${strong.url}/big.bin`)).headers.get('etag') ?? '', /^"10485760-\d+"$/)
  await using weak = await serve({ calculate_etag: true, weak: true })
  assert.equal((await fetch(`${weak.url}/sample.txt`)).headers.get('etag'), 'W/"2651801651"')
})

test('a date match is 304', async () => {
  await using server = await serve()
  const response = await fetch(`${server.url}/hello.txt`)
  assert.equal(response.headers.get('last-modified'), mtime.toUTCString())
  const again = await fetch(`${server.url}/hello.txt`, { headers: { 'If-Modified-Since': mtime.toUTCString() } })
  assert.equal(again.status, 304)
})

test('forbid and allow say whose files are served; forbid wins', async () => {
  // spec 03 #131
  const records: LoggedRecord[] = []
  await using server = await serve({ forbid: ['.php', '.txt'], allow: ['.css', '.txt'] }, records)
  const text = async (path: string) => (await fetch(server.url + path)).text()
  assert.deepEqual(
    [await text('/index.php'), await text('/sample.txt'), await text('/page.html'), await text('/x.CSS')],
    ['php', 'php', 'php', 'a{}'],
  )
  assert.deepEqual(
    records.filter(({ message }) => message === 'file extension is forbidden').map(({ fields }) => fields.ext),
    ['.php', '.txt'],
  )
})

test('a large file arrives whole, in ranges too', async () => {
  // spec 03 #133
  await using server = await serve()
  const whole = Buffer.from(await (await fetch(`${server.url}/big.bin`)).arrayBuffer())
  assert.ok(whole.equals(big))
  for (const path of ['/big.bin', '/hello.txt']) {
    const bytes = path === '/big.bin' ? big : Buffer.from('hello world')
    const part = await fetch(server.url + path, { headers: { Range: 'bytes=2-5' } })
    assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 2-5/${bytes.length}`])
    assert.ok(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(2, 6)))
    const refused = await fetch(server.url + path, { headers: { Range: `bytes=${bytes.length}-` } })
    assert.deepEqual([refused.status, refused.headers.get('content-range')], [416, `bytes */${bytes.length}`])
    const parts = await fetch(server.url + path, { headers: { Range: 'bytes=0-0,4-5' } })
    const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(parts.headers.get('content-type') ?? '')?.[1]
    const body = Buffer.from(await parts.arrayBuffer())
    assert.equal(parts.headers.get('content-length'), String(body.length))
    assert.ok(body.includes(`Content-Range: bytes 4-5/${bytes.length}\r\n`))
    assert.ok(body.includes(Buffer.concat([Buffer.from('\r\n\r\n'), bytes.subarray(4, 6), Buffer.from('\r\n--')])))
    assert.ok(body.toString('latin1').endsWith(`\r\n--${boundary}--\r\n`))
  }
})

test('HEAD tells the length and sends nothing', async () => {
  await using server = await serve()
  for (const [path, bytes] of [
    ['/big.bin', big.length],
    ['/hello.txt', 11],
  ]) {
    const text = await rawExchange(server.port, `HEAD ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    assert.match(text, new RegExp(`^HTTP/1.1 200 OK[^]*Content-Length: ${bytes}\r\n[^]*\r\n\r\n$`))
  }
})

test('a change is seen, and an empty file is a file', async () => {
  await using server = await serve({ calculate_etag: true })
  const name = join(dir, 'changing.txt')
  writeFileSync(name, 'one')
  assert.equal(await (await fetch(`${server.url}/changing.txt`)).text(), 'one')
  writeFileSync(name, 'three')
  const text = async () => (await fetch(`${server.url}/changing.txt`)).text()
  const deadline = performance.now() + 20_000
  while ((await text()) !== 'three') assert.ok(performance.now() < deadline, 'the change is not seen')
  const empty = await fetch(`${server.url}/empty.txt`)
  assert.deepEqual([empty.status, empty.headers.get('content-length'), await empty.text()], [200, '0', ''])
})

test('no path leads out of the folder', async () => {
  // spec 03 #127
  await using server = await serve({ follow_symlinks: false })
  const paths = ['/../outside.txt', '/%2e%2e/outside.txt', '/folder.css/..%2f..%2foutside.txt', '/..\\outside.txt']
  for (const path of paths) {
    const text = await rawExchange(server.port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    assert.match(text, /^HTTP\/1.1 403 Forbidden\r\n[^]*\r\n\r\n$/, path)
  }
  for (const path of ['/sample.txt%00.css', '/link.txt', '/%252e%252e/outside.txt', '/outside.txt'])
    assert.equal(await (await fetch(server.url + path)).text(), 'php', path)
  await using following = await serve()
  assert.equal(await (await fetch(`${following.url}/link.txt`)).text(), 'outside')
})

test('response headers stand on hits only', async () => {
  // spec 03 #136
  await using server = await serve({ response: { 'x-static': 'yes' } })
  assert.equal((await fetch(`${server.url}/sample.txt`)).headers.get('x-static'), 'yes')
  assert.equal((await fetch(`${server.url}/missing.txt`)).headers.get('x-static'), null)
})

test('a root that is none stops the start; PHP files that are not forbidden are warned of', () => {
  // spec 03 #135
  assert.throws(() => layerOf(staticFiles, { dir: join(base, 'nope') }), {
    message: `static_plugin_valid: root directory '${join(base, 'nope')}' does not exists`,
  })
  assert.throws(() => layerOf(staticFiles, { dir: join(base, 'outside.txt') }), {
    message: `static_plugin_valid: invalid root directory '${join(base, 'outside.txt')}'`,
  })
  const records: LoggedRecord[] = []
  layerOf(staticFiles, { dir }, undefined, records)
  layerOf(staticFiles, { dir, forbid: ['.php'] }, undefined, records)
  assert.equal(records.filter(({ level }) => level === 'warn').length, 1)
})
