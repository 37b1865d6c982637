// Applications that were never made for workers, run script by script by php-cgi under our pool.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import { type Config, root } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const folder = join(root, 'test/php/classic')
const classic = (pool: Config): Config => ({ http: { classic: { root: folder, pool } } })

interface Info {
  readonly server: Readonly<Record<string, string>>
  readonly get: unknown
  readonly post: unknown
  readonly cookie: unknown
  readonly files: Readonly<Record<string, { name: string; size: number; content: string }>>
  readonly body: string
  readonly sapi: string
}

const md5 = (bytes: string | Uint8Array): string => createHash('md5').update(bytes).digest('hex')

describe('a classic application', () => {
  const server = useServer({ config: classic({ num_workers: 2 }) })
  const pids = async (): Promise<number[]> => (await listWorkers(server)).map(({ pid }) => pid).sort((a, b) => a - b)
  const act = (what: string) => server.get(`/act.php?do=${what}`)

  it('sees the superglobals of a web server', async () => {
    const answer = await server.request({
      method: 'POST',
      path: '/info.php/a%20b/c?x[]=1&y=%C3%A9',
      headers: {
        Host: 'example.com:8080',
        Cookie: 'k=v; l=w',
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Own': 'yes',
        X_Own: 'forged',
        Proxy: 'http://evil',
      },
      body: 'p[q]=r',
    })
    const info = JSON.parse(answer.text) as Info
    assert.deepEqual([info.get, info.post], [{ x: ['1'], y: 'é' }, { p: { q: 'r' } }])
    assert.deepEqual([info.cookie, info.body], [{ k: 'v', l: 'w' }, md5('p[q]=r')])
    assert.equal(info.sapi, 'cgi-fcgi')
    const wanted = {
      SCRIPT_FILENAME: `${folder}/info.php`,
      SCRIPT_NAME: '/info.php',
      PATH_INFO: '/a b/c',
      PHP_SELF: '/info.php/a b/c',
      DOCUMENT_ROOT: folder,
      REQUEST_URI: '/info.php/a%20b/c?x[]=1&y=%C3%A9',
      QUERY_STRING: 'x[]=1&y=%C3%A9',
      SERVER_NAME: 'example.com',
      SERVER_PORT: '8080',
      SERVER_PROTOCOL: 'HTTP/1.1',
      REMOTE_ADDR: '127.0.0.1',
      HTTP_HOST: 'example.com:8080',
      HTTP_X_OWN: 'yes',
      CONTENT_LENGTH: '6',
      REDIRECT_STATUS: '200',
    }
    for (const [name, value] of Object.entries(wanted)) assert.equal(info.server[name], value, name)
    assert.deepEqual([info.server['HTTP_PROXY'], info.server['HTTPS']], [undefined, undefined])
  })

  it('takes uploads, and bodies of unknown length', async () => {
    const content = randomBytes(300_000)
    const form = new FormData()
    form.set('doc', new File([content], 'a b.bin'))
    const response = await fetch(`http://127.0.0.1:${server.port}/info.php`, { method: 'POST', body: form })
    const { doc } = ((await response.json()) as Info).files
    assert.deepEqual([doc?.name, doc?.size, doc?.content], ['a b.bin', content.length, md5(content)])
    const chunked = await server.request({
      method: 'PUT',
      path: '/info.php',
      headers: { 'Transfer-Encoding': 'chunked', 'Content-Type': 'text/plain' },
      body: '5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n',
    })
    assert.equal((JSON.parse(chunked.text) as Info).body, md5('hello!'))
  })

  it('keeps sessions, sends headers, and may exit', async () => {
    const first = await act('session')
    const Cookie = (first.one('set-cookie') ?? '').split(';')[0] ?? ''
    assert.equal((await server.get('/act.php?do=session', { Cookie })).text, '2')
    const left = await act('exit')
    assert.deepEqual([left.status, left.text, left.all('x-two')], [418, 'left early', ['a', 'b']])
    const moved = await act('redirect')
    assert.deepEqual([moved.status, moved.one('location')], [302, '/elsewhere'])
    const head = await server.request({ method: 'HEAD', path: '/act.php?do=exit' })
    assert.deepEqual([head.status, head.text], [418, ''])
  })

  it('finds scripts, folders and the front controller, as try_files does', async () => {
    assert.equal((await server.get('/')).text, 'front GET /')
    assert.equal((await server.get('/no/such/page?x=1')).text, 'front GET /no/such/page?x=1')
    assert.equal((await server.get('/no.php')).text, 'front GET /no.php')
    assert.deepEqual(JSON.parse((await server.get('/sub/tool.php/x.php/y')).text), [
      '/sub/tool.php',
      '/x.php/y',
      '/sub/tool.php/x.php/y',
    ])
    const bare = await server.get('/sub?a=b')
    assert.deepEqual([bare.status, bare.one('location')], [301, '/sub/?a=b'])
    assert.equal((await server.get('/sub/')).text, '<p>sub</p>\n')
  })

  it('has its files sent without PHP, and never its source or what is hidden or outside', async () => {
    const css = await server.get('/style.css')
    assert.deepEqual([css.status, css.one('content-type')], [200, 'text/css; charset=utf-8'])
    const again = await server.get('/style.css', { 'If-None-Match': css.one('etag') ?? '' })
    assert.equal(again.status, 304)
    assert.equal((await server.post('/style.css', '', 'text/plain')).status, 405)
    const secrets = [
      '/.env',
      '/%2eenv',
      '/config.inc',
      '/old.php.bak',
      '/page.phtml',
      '/.env/',
      '/index.php%00.css',
      '/style.css/',
    ]
    for (const path of secrets) {
      const { text } = await server.get(path)
      assert.doesNotMatch(text, /source|SECRET/, path)
    }
    for (const path of ['/../package.json', '/sub/%2e%2e/%2e%2e/app.php', '/..%2fapp.php']) {
      assert.equal((await server.get(path)).status, 403, path)
    }
  })

  it('streams what it flushes, and says large things to slow clients without waiting for them', async () => {
    const file = server.path('go-on')
    const connection = await server.connect()
    connection.write(`GET /act.php?do=stream&file=${file} HTTP/1.1\r\nHost: a\r\n\r\n`)
    await connection.head()
    assert.equal(String(await connection.chunk()), 'one ')
    writeFileSync(file, '')
    assert.equal(String(await connection.chunk()), 'two')
    assert.equal(await connection.chunk(), undefined)
    connection.close()
    const { body } = await act('big')
    assert.equal(body.length, 640 * 16384)
    for (let part = 0; part < 640; part++) {
      assert.equal(body[part * 16384], 97 + (part % 26), `part ${part}`)
    }
  })

  it('is told when its client has gone, and its process serves on', async () => {
    const before = await pids()
    const file = server.path('aborted')
    const connection = await server.connect()
    connection.write(`GET /act.php?do=endless&file=${file} HTTP/1.1\r\nHost: a\r\n\r\n`)
    await connection.head()
    await connection.chunk()
    connection.close()
    await until('PHP to notice', () => existsSync(file) && readFileSync(file, 'utf8') === '1')
    await untilWorkers(server, 'both to be ready', (all) => all.every(({ statusStr }) => statusStr === 'ready'))
    assert.deepEqual(await pids(), before)
    assert.deepEqual(new Set([(await act('pid')).text, (await act('pid')).text]), new Set(before.map(String)))
  })

  it('loses one process with one request, and gets another', async () => {
    const held = server.path('held')
    const other = act(`hold&file=${held}`)
    await until('a request to be held', () => existsSync(`${held}.held`))
    const died = await act('die')
    assert.deepEqual([died.status, died.text], [500, ''])
    writeFileSync(held, '')
    assert.equal((await other).status, 200)
    await untilWorkers(server, 'two again', (all) => all.length === 2)
    const cut = await server.connect()
    const read = server.path('read')
    cut.write(`GET /act.php?do=die-late&file=${read} HTTP/1.1\r\nHost: a\r\n\r\n`)
    assert.equal((await cut.head()).status, 200)
    assert.equal(String(await cut.chunk()), 'begun')
    writeFileSync(read, '')
    await assert.rejects(cut.chunk(), 'a body that is cut short must not look whole')
    await untilWorkers(server, 'two again', (all) => all.length === 2)
  })

  it('writes to the log', async () => {
    assert.equal((await act('stderr')).text, 'said')
    await server.log.find(({ msg }) => msg.includes('a word for the log'))
    await server.log.find(({ msg }) => msg.includes('another one'))
  })

  it('is renewed without loss', async () => {
    const before = await pids()
    const held = server.path('reset')
    const slow = act(`hold&file=${held}`)
    await until('a request to be held', () => existsSync(`${held}.held`))
    const reset = server.rr('reset', 'http')
    await until('a new process', async () => (await pids()).some((pid) => !before.includes(pid)))
    for (let count = 0; count < 20; count++) assert.equal((await act('pid')).status, 200)
    writeFileSync(held, '')
    assert.ok(before.includes(Number((await slow).text)))
    await reset
    assert.ok((await pids()).every((pid) => !before.includes(pid)))
  })
})

describe('limits of a classic application', () => {
  it('are those of every pool, and no other section is needed', async (context) => {
    const pool = '{num_workers: 1, max_jobs: 1, supervisor: {exec_ttl: 2s}}'
    const server = await startServer(context, {
      config: `version: "3"
http: {address: "127.0.0.1:{port}", classic: {root: ${folder}, pool: ${pool}}}
rpc: {listen: "unix://{folder}/rpc.sock"}
logs: {encoding: json, level: debug}`,
    })
    const sockets = readdirSync(tmpdir()).filter((name) => name.startsWith('courser-cgi-'))
    assert.ok(sockets.length > 0)
    const first = await server.get('/act.php?do=pid')
    await untilWorkers(
      server,
      'another process',
      ([worker]) => worker !== undefined && worker.pid !== Number(first.text),
    )
    const stuck = await server.get(`/act.php?do=hold&file=${server.path('never')}`)
    assert.equal(stuck.status, 500)
    await server.log.find((record) => record['reason'] === 'execTTL timeout elapsed')
  })
})
