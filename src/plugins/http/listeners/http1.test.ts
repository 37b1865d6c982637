import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ByteReader } from '../../../../test/support/byte-reader.ts'
import { longestWaitMs, within } from '../../../../test/support/wait.ts'
import { FakePool, type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { defaultSettings, rawExchange, startPlane } from '../testing/plane.ts'
import { listenTargets } from './address.ts'

const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)
const contextOf = (request: FakeRequest | undefined) => JSON.parse(String(request?.context)) as Record<string, unknown>

test('listenTargets() reads addresses', async () => {
  // spec 03 §2.1
  assert.deepEqual(await listenTargets(':8080'), [{ host: '0.0.0.0', port: 8080 }])
  assert.deepEqual(await listenTargets('tcp://127.0.0.1:8080'), [{ host: '127.0.0.1', port: 8080 }])
  assert.deepEqual(await listenTargets('[::1]:8080'), [{ host: '::1', port: 8080 }])
  assert.deepEqual(await listenTargets('unix:///tmp/a.sock'), [{ path: '/tmp/a.sock' }])
  const named = await listenTargets('localhost:8080')
  assert.ok(named.some((target) => 'host' in target && target.host === '127.0.0.1'))
  await assert.rejects(
    listenTargets('udp://a:1'),
    /^Error: invalid Protocol \(\[tcp:\/\/\]:6001, unix:\/\/file\.sock\), address: udp:\/\/a:1$/,
  )
  await assert.rejects(listenTargets('a://b://c'), /wrong number of parsed protocol parts, address: a:\/\/b:\/\/c/)
  for (const bad of ['127.0.0.1:x', '::1:8080', '127.0.0.1:70000'])
    await assert.rejects(listenTargets(bad), /http\.address/)
})

test('a port in use is named with its setting', async () => {
  // spec 03 #17
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`
  await assert.rejects(startPlane(new FakePool(ok), { address }), {
    code: 'RR_HTTP_LISTEN_FAILED',
    message: `Cannot listen for http on ${address}: address already in use (http.address)`,
  })
  taken.close()
})

test('a unix socket replaces a file left over, and its peer is @', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'courser-http-'))
  const path = join(dir, 'a.sock')
  await writeFile(path, '')
  const pool = new FakePool(ok)
  const server = await startPlane(pool, { address: `unix://${path}` }).catch((error: unknown) => error)
  assert.ok(!(server instanceof Error), String(server))
  const req = httpRequest({ socketPath: path, path: '/', headers: { host: 'h' }, agent: false }).end()
  const [response] = (await once(req, 'response')) as [{ statusCode: number; resume(): void }]
  response.resume()
  assert.equal(response.statusCode, 200)
  assert.equal(contextOf(pool.seen[0]).remoteAddr, '@')
  await (server as AsyncDisposable)[Symbol.asyncDispose]()
  await rm(dir, { recursive: true })
})

test('what is no HTTP is answered 400, a large head 431', async () => {
  // spec 03 §15.7
  await using server = await startPlane(new FakePool(ok))
  const bad = [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nbad name: x\r\n\r\n',
  ]
  for (const bytes of bad) assert.match(await rawExchange(server.port, bytes), /^HTTP\/1.1 400 Bad Request\r\n/, bytes)
  const large = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1_100_000)}\r\n\r\n`
  assert.match(await rawExchange(server.port, large).catch(() => 'HTTP/1.1 431 '), /^HTTP\/1.1 431 /)
})

test('a head of 900 KB and 3000 headers is read whole', async () => {
  const pool = new FakePool(ok)
  await using server = await startPlane(pool)
  const many = Array.from({ length: 3000 }, (_, index) => `X-${index}: ${'v'.repeat(280)}\r\n`).join('')
  assert.match(
    await rawExchange(server.port, `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${many}\r\n`),
    /^HTTP\/1.1 200 /,
  )
  assert.equal(Object.keys(contextOf(pool.seen[0]).headers as object).length, 3001)
})

test('garbage behind a request does not take its answer', async () => {
  const pool = new FakePool((request) => void setTimeout(() => ok(request), 50))
  await using server = await startPlane(pool)
  const text = await rawExchange(server.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n')
  assert.match(text, /^HTTP\/1.1 200 OK/)
  assert.equal(text.split('HTTP/1.1').length, 2)
})

test('OPTIONS * is answered here, another * goes to PHP', async () => {
  // spec 03 §3.6, spec 09 #14
  const pool = new FakePool(ok)
  await using server = await startPlane(pool)
  const ask = (method: string) =>
    rawExchange(server.port, `${method} * HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n\r\n`)
  assert.match(await ask('OPTIONS'), /^HTTP\/1.1 200 OK[^]*Content-Length: 0/)
  assert.equal(pool.seen.length, 0)
  await ask('GET')
  assert.equal(contextOf(pool.seen[0]).uri, 'http://app.test*')
})

test('CONNECT is refused', async () => {
  await using server = await startPlane(new FakePool(ok))
  assert.match(await rawExchange(server.port, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'), /^HTTP\/1.1 501 /)
})

test('slow heads and bodies are answered 408', async () => {
  const timeouts = { ...defaultSettings.timeouts, header: 1000, read: 1500 }
  await using server = await startPlane(new FakePool(ok), { timeouts })
  const [head, body] = await Promise.all([
    rawExchange(server.port, 'GET / HTTP/1.1\r\nHost:', longestWaitMs),
    rawExchange(server.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc', longestWaitMs),
  ])
  assert.match(head, /^HTTP\/1.1 408 Request Timeout/)
  assert.match(body, /^HTTP\/1.1 408 Request Timeout/)
})

test('an idle connection is closed', async () => {
  const timeouts = { ...defaultSettings.timeouts, idle: 150 }
  await using server = await startPlane(new FakePool(ok), { timeouts })
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  await within(longestWaitMs, 'the server to close', once(socket.resume(), 'close'))
})

test('a client that leaves bytes lying is cut off, one that waits for PHP is not', async () => {
  const timeouts = { ...defaultSettings.timeouts, write: 700 }
  const pool = new FakePool((request) => {
    if (String(request.context).includes('/slow')) setTimeout(() => ok(request), 1600)
    else request.handler.onPart(jsonHead(200), Buffer.alloc(20_000_000), 8, false)
  })
  await using server = await startPlane(pool, { timeouts })
  const socket = connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'))
  socket.pause()
  socket.on('error', () => {})
  assert.equal((await fetch(`${server.url}/slow`)).status, 200)
  await sleep(100)
  socket.resume()
  await once(socket, 'close')
  assert.ok(socket.bytesRead < 20_000_000, `${socket.bytesRead} bytes arrived`)
})

test('stop() lets what runs finish, and closes its connection', async () => {
  const pool = new FakePool((request) => void setTimeout(() => ok(request), 150))
  const server = await startPlane(pool)
  const running = rawExchange(server.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  while (pool.seen.length === 0) await sleep(5)
  const stopped = server.plane.stop(5000)
  await assert.rejects(fetch(server.url))
  assert.match(await running, /^HTTP\/1.1 200 OK[^]*Connection: close/)
  await stopped
  await server.plane.stop(0)
})

test('stop() answers the next request of a connection that waits, and closes it', async () => {
  const server = await startPlane(new FakePool(ok))
  const socket = connect(server.port, '127.0.0.1')
  const reader = new ByteReader(socket, 5000)
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  assert.doesNotMatch((await reader.before('\r\n\r\n')).toString(), /Connection: close/)
  const stopped = server.plane.stop(60_000)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  assert.match((await reader.toEnd()).toString(), /HTTP\/1.1 200 OK[^]*Connection: close/)
  await stopped
})

test('stop() closes connections that send nothing, long before the grace period ends', async () => {
  const server = await startPlane(new FakePool(ok))
  const silent = connect(server.port, '127.0.0.1')
  const used = connect(server.port, '127.0.0.1')
  await Promise.all([once(silent, 'connect'), once(used, 'connect')])
  used.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(used, 'data')
  await within(30_000, 'the plane to stop', server.plane.stop(3_600_000))
  silent.destroy()
  used.destroy()
})

test('stop() cuts off what is left after the grace period', async () => {
  const pool = new FakePool(() => {})
  const server = await startPlane(pool)
  const hung = rawExchange(server.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 60_000)
  while (pool.seen.length === 0) await sleep(5)
  await server.plane.stop(150)
  assert.equal(await hung, '')
})
