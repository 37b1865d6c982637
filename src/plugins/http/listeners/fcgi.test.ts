import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FcgiFront as Front } from '../../../../test/support/fcgi-front.ts'
import { until } from '../../../../test/support/wait.ts'
import { FakePool, type FakeRequest, jsonHead } from '../testing/fake-pool.ts'
import { startPlane, type TestPlane } from '../testing/plane.ts'
import { RecordType, records, writePairs } from './fcgi-records.ts'

const ok = ({ handler }: FakeRequest): void => void handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)
const usual = ['REQUEST_METHOD', 'GET', 'SERVER_PROTOCOL', 'HTTP/1.1', 'REMOTE_ADDR', '10.0.0.1', 'REMOTE_PORT', '99']
const contextOf = (request: FakeRequest | undefined) => JSON.parse(String(request?.context)) as Record<string, unknown>

function startFcgi(pool: FakePool, settings: object = {}): Promise<TestPlane> {
  return startPlane(pool, { address: '', fcgi: '127.0.0.1:0', ...settings })
}

test('a request over FastCGI is told as any other', async () => {
  // spec 03 #126, §2.7
  const pool = new FakePool(ok)
  await using server = await startFcgi(pool)
  using front = new Front(server.port)
  const params = [
    'HTTP_HOST',
    'app.test',
    'REQUEST_URI',
    '/a?b=1',
    'HTTPS',
    'on',
    'HTTP_X_NAME',
    'v',
    'HTTP_COOKIE',
    'c=d',
  ]
  front.begin(1, [...usual, ...params])
  front.input(1)
  assert.equal(await front.ended(1), 'Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nok')
  const told = contextOf(pool.seen[0])
  assert.deepEqual([told.uri, told.protocol, told.remoteAddr], ['https://app.test/a?b=1', 'HTTP/1.1', '10.0.0.1'])
  assert.deepEqual(told.headers, { 'X-Name': ['v'], Cookie: ['c=d'] })
})

test('without REQUEST_URI the target is put together', async () => {
  const pool = new FakePool(ok)
  await using server = await startFcgi(pool)
  using front = new Front(server.port)
  const params = ['HTTP_HOST', 'a', 'SCRIPT_NAME', '/index.php', 'PATH_INFO', '/x', 'QUERY_STRING', 'q=1']
  front.begin(1, [...usual, ...params])
  front.input(1)
  await front.ended(1)
  assert.equal(contextOf(pool.seen[0]).uri, 'http://a/index.php/x?q=1')
})

test('requests on one connection are told apart, bodies included', async () => {
  const pool = new FakePool(({ handler, body }) => void handler.onPart(jsonHead(200), body, 8, false))
  await using server = await startFcgi(pool)
  using front = new Front(server.port)
  for (const id of [1, 2]) {
    front.begin(id, [...usual.with(1, 'POST'), 'CONTENT_LENGTH', '4', 'CONTENT_TYPE', 'text/x', 'REQUEST_URI', '/'])
  }
  front.input(2, 'tw', 'o2')
  front.input(1, 'one1')
  assert.match(await front.ended(1), /one1$/)
  assert.match(await front.ended(2), /two2$/)
  assert.equal(front.closed, false)
})

test('a front that does not ask to keep the connection finds it closed', async () => {
  await using server = await startFcgi(new FakePool(ok))
  using front = new Front(server.port)
  front.begin(1, [...usual, 'REQUEST_URI', '/'], { keep: 0 })
  front.input(1)
  await until('the close', () => front.closed)
  assert.match(front.output(1), /ok$/)
})

test('what cannot be served is said', async () => {
  await using server = await startFcgi(new FakePool(ok))
  using front = new Front(server.port)
  front.begin(1, ['SERVER_PROTOCOL', 'HTTP/1.1'])
  assert.match(await front.ended(1), /^Status: 500 /)
  assert.match(front.output(1, RecordType.stderr), /REQUEST_METHOD/)
  front.begin(2, usual, { role: 2 })
  await front.ended(2)
  assert.equal(front.got.at(-1)?.content[4], 3)
  front.socket.write(records(RecordType.getValues, 0, writePairs(['FCGI_MPXS_CONNS', '', 'OTHER', ''])))
  await until('the values', () => front.got.some(({ type }) => type === RecordType.getValuesResult))
  assert.deepEqual(front.got.at(-1)?.content, writePairs(['FCGI_MPXS_CONNS', '1']))
})

test('a front that gives up cancels its request, also by leaving', async () => {
  const pool = new FakePool(() => {})
  await using server = await startFcgi(pool)
  using front = new Front(server.port)
  front.begin(1, [...usual, 'REQUEST_URI', '/'])
  front.input(1)
  front.begin(2, [...usual, 'REQUEST_URI', '/'])
  front.input(2)
  await until('the requests', () => pool.seen.length === 2)
  front.socket.write(records(RecordType.abort, 1, Buffer.alloc(0)))
  await until('the first cancel', () => pool.seen[0]?.cancels === 1)
  assert.equal(pool.seen[1]?.cancels, 0)
  front.socket.destroy()
  await until('the second cancel', () => pool.seen[1]?.cancels === 1)
  await until('nothing to be open', () => server.plane.openRequests === 0)
})

test('what is no FastCGI, or too much of it, ends the connection', async () => {
  await using server = await startFcgi(new FakePool(ok))
  using garbage = new Front(server.port)
  garbage.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await until('the close', () => garbage.closed)
  using bomb = new Front(server.port)
  bomb.socket.write(records(RecordType.begin, 1, Buffer.of(0, 1, 0, 0, 0, 0, 0, 0)))
  bomb.socket.write(records(RecordType.params, 1, Buffer.alloc(2_000_000)))
  await until('the close', () => bomb.closed)
})
