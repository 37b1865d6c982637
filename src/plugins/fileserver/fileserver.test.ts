import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { freePort } from '../../../test/support/test-server.ts'
import { silentLogger } from '../../lib/log.ts'
import { fileserverConfig } from './config.ts'
import { fileserver } from './plugin.ts'

const base = mkdtempSync(join(tmpdir(), 'courser-fileserver-'))
after(() => rmSync(base, { recursive: true }))
const root = join(base, 'root')
mkdirSync(join(root, 'folder'), { recursive: true })
const long = 'body { color: red }\n'.repeat(100_000)
for (const [name, content] of [
  ['hello.txt', 'hello world'],
  ['style.css', long],
  ['folder/index.html', '<p>index'],
  ['empty.txt', ''],
] as const)
  writeFileSync(join(root, name), content)
writeFileSync(join(base, 'secret.txt'), 'secret')

async function start(config: object) {
  const address = `127.0.0.1:${await freePort()}`
  const infos: string[] = []
  const log = { ...silentLogger, info: (message: string) => void infos.push(message) }
  const ctx = { config: fileserverConfig.parse({ address, ...config }), log } as Parameters<typeof fileserver.setup>[0]
  const offer = await fileserver.setup(ctx)
  await offer.start?.()
  const stop = async (): Promise<void> => offer.stop?.(0)
  return { url: `http://${address}`, port: Number(address.split(':')[1]), infos, [Symbol.asyncDispose]: stop }
}

test('files are served below their prefix, the first that matches', async () => {
  await using server = await start({
    serve: [
      { prefix: '/a', root, max_age: 60 },
      { prefix: '/', root: join(root, 'folder') },
    ],
  })
  assert.deepEqual(server.infos, ['file server started'])
  const response = await fetch(`${server.url}/a/hello.txt`)
  assert.deepEqual([response.status, await response.text()], [200, 'hello world'])
  assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'public, max-age=60')
  const index = await fetch(`${server.url}/`)
  assert.deepEqual([await index.text(), index.headers.get('cache-control')], ['<p>index', null])
  assert.equal(await (await fetch(`${server.url}/a/folder`)).text(), '<p>index')
  assert.equal(await (await fetch(`${server.url}/a/empty.txt`)).text(), '')
})

test('what is not there is 404, other methods are 405, HEAD has no body', async () => {
  await using server = await start({ serve: [{ prefix: '/a', root }] })
  const missing = await fetch(`${server.url}/a/none?x=1`)
  assert.deepEqual([missing.status, await missing.text()], [404, 'Cannot GET /a/none'])
  assert.equal((await fetch(`${server.url}/b/hello.txt`)).status, 404)
  const post = await fetch(`${server.url}/a/hello.txt`, { method: 'POST', body: 'x' })
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD'])
  const head = await fetch(`${server.url}/a/style.css`, { method: 'HEAD' })
  assert.deepEqual([head.headers.get('content-length'), await head.text()], [String(long.length), ''])
})

test('no path leads out of the root', async () => {
  // spec 03 #127
  await using server = await start({ serve: [{ prefix: '/a', root }] })
  for (const path of ['/a/../../secret.txt', '/a/..%2f..%2fsecret.txt', '/a/%2e%2e/secret.txt', '/a\0/x']) {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    await once(socket, 'close')
    assert.match(text, /^HTTP\/1.1 40[034] /, path)
    assert.doesNotMatch(text, /secret\n?$/)
  }
})

test('tags are those of RoadRunner', async () => {
  // spec 03 §12
  for (const [weak, etag] of [
    [false, '"11-3339202310"'],
    [true, 'W/"11-3339202310"'],
  ] as const) {
    await using server = await start({ calculate_etag: true, weak, serve: [{ prefix: '/', root }] })
    assert.equal((await fetch(`${server.url}/hello.txt`)).headers.get('etag'), etag)
    const again = await fetch(`${server.url}/hello.txt`, { headers: { 'If-None-Match': etag } })
    assert.equal(again.status, 304)
    assert.match((await fetch(`${server.url}/style.css`)).headers.get('etag') ?? '', /2000000-\d+"$/)
  }
})

test('ranges and compression are there when asked for by their keys', async () => {
  const range = { Range: 'bytes=6-' }
  await using plain = await start({ serve: [{ prefix: '/', root }] })
  assert.equal((await fetch(`${plain.url}/hello.txt`, { headers: range })).status, 200)
  assert.equal((await fetch(`${plain.url}/style.css`)).headers.get('content-encoding'), null)
  await using both = await start({
    calculate_etag: true,
    serve: [{ prefix: '/', root, bytes_range: true, compress: true, cache_duration: -1 }],
  })
  const part = await fetch(`${both.url}/hello.txt`, { headers: range })
  assert.deepEqual([part.status, await part.text()], [206, 'world'])
  for (const encoding of ['gzip', 'br']) {
    const response = await fetch(`${both.url}/style.css`, { headers: { 'Accept-Encoding': encoding } })
    assert.equal(response.headers.get('content-encoding'), encoding)
    assert.equal(response.headers.get('vary'), 'Accept-Encoding')
    assert.match(response.headers.get('etag') ?? '', /^W\//)
    assert.equal(await response.text(), long)
  }
})

test('a section that serves nothing stops the start', async () => {
  for (const [config, text] of [
    [{ address: '' }, 'empty address'],
    [{}, 'no configuration to serve'],
    [{ serve: [{ root }] }, 'empty prefix'],
    [{ serve: [{ prefix: 'a' }] }, 'prefix must begin with a forward slash'],
  ] as const)
    await assert.rejects(start(config), { message: `fileserver_plugin_init: ${text}` })
})

test('an address in use stops the start', async () => {
  await using server = await start({ serve: [{ prefix: '/', root }] })
  const again = start({ address: `127.0.0.1:${server.port}`, serve: [{ prefix: '/', root }] })
  await assert.rejects(again, { code: 'RR_FILESERVER_LISTEN_FAILED' })
})
