import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { encodeRequest } from '../../../goridge/request.ts'
import { endRecord, RecordReader, RecordType, records, writePairs } from '../listeners/fcgi-records.ts'
import { FastcgiPool, fastcgiAddress } from './fastcgi-pool.ts'

const request = () => encodeRequest(0, writePairs(['A', 'b']), Buffer.from('body'))
const output = (text: string): Buffer => records(RecordType.stdout, 1, Buffer.from(text))
const end = endRecord(1, 0)

/** A pool over a server that does so to each connection once its request is whole. */
async function serve(context: TestContext, answer: (socket: Socket) => void, maxRequests = 0): Promise<FastcgiPool> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    const reader = new RecordReader(({ type, content }) => {
      if (type === RecordType.stdin && content.length === 0) answer(socket)
    })
    socket.on('data', (chunk: Buffer) => reader.push(chunk))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return new FastcgiPool({ address: `127.0.0.1:${port}`, ttlMs: 0, maxRequests })
}

function run(pool: FastcgiPool): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let text = ''
  pool.exec(request(), {
    onPart: (_context, body, _codec, more) => {
      text += body
      if (!more) resolve(text)
      return true
    },
    onError: reject,
  })
  return promise
}

test('FastcgiPool gives the answer, in parts or whole', async (context) => {
  const pool = await serve(context, (socket) => {
    socket.write(output('A: b\r\n\r\none '))
    setImmediate(() => socket.end(Buffer.concat([output('two'), end])))
  })
  assert.deepEqual(await Promise.all([run(pool), run(pool)]), ['one two', 'one two'])
  assert.equal(pool.queueSize, 0)
  await pool.destroy(0)
})

test('FastcgiPool tells of what is no answer', async (context) => {
  const failed = (reason: string) => ({ code: 'RR_HTTP_FASTCGI_FAILED', message: new RegExp(reason) })
  await assert.rejects(run(await serve(context, (socket) => socket.end())), failed('the connection was closed'))
  const cut = await serve(context, (socket) => socket.end(output('A: b\r\n\r\nhalf')))
  await assert.rejects(run(cut), failed('the connection was closed'))
  const noise = await serve(context, (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  await assert.rejects(run(noise), failed('FastCGI version 72, wanted 1'))
  const headless = await serve(context, (socket) => socket.end(end))
  await assert.rejects(run(headless), failed('the answer has no headers'))
  const absent = new FastcgiPool({ address: 'unix:///nonexistent/fpm.sock', ttlMs: 0, maxRequests: 0 })
  await assert.rejects(run(absent), failed('ENOENT'))
})

test('FastcgiPool refuses more requests than it may have', async (context) => {
  const pool = await serve(context, () => {}, 1)
  const first = run(pool)
  await assert.rejects(run(pool), { message: /max queue size reached/ })
  await pool.destroy(0)
  await assert.rejects(first, { message: 'the server stops' })
})

test('FastcgiPool leaves with its client', async (context) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const { promise: asked, resolve: arrived } = Promise.withResolvers<void>()
  const pool = await serve(context, (socket) => {
    socket.on('close', () => resolve())
    arrived()
  })
  const execution = pool.exec(request(), { onPart: () => assert.fail('told'), onError: () => assert.fail('told') })
  await asked
  execution.cancel()
  await closed
  assert.equal(pool.queueSize, 0)
})

test('fastcgiAddress() reads what php-fpm listens on', () => {
  assert.deepEqual(fastcgiAddress('unix:///run/php.sock'), { path: '/run/php.sock' })
  assert.deepEqual(fastcgiAddress('unix:/run/php.sock'), { path: '/run/php.sock' })
  assert.deepEqual(fastcgiAddress('tcp://fpm:9000'), { host: 'fpm', port: 9000 })
  assert.deepEqual(fastcgiAddress('[::1]:9000'), { host: '::1', port: 9000 })
  for (const address of ['', 'fpm', 'http://fpm:9000', 'tcp://fpm', 'unix://']) {
    assert.throws(() => fastcgiAddress(address), { code: 'RR_HTTP_FASTCGI_ADDRESS' }, address)
  }
})
