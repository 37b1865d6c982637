import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpError } from '../../lib/op-error.ts'
import type { DataPlaneSettings } from './settings.ts'
import { FakePool, jsonHead } from './testing/fake-pool.ts'
import { startPlane } from './testing/plane.ts'

const soft = new OpError('sync_worker_receive_frame', 'SoftJob', "Exception: <b> test 'x'")

async function failWith(error: Error, settings: Partial<DataPlaneSettings> = {}, sync = false) {
  await using server = await startPlane(new FakePool(({ handler }) => handler.onError(error), sync), settings)
  const response = await fetch(server.url)
  return { response, body: await response.text(), records: server.records }
}

test('a failure in the pool is an empty 500 and a record', async () => {
  // spec 03 #102, #103
  const { response, body, records } = await failWith(soft)
  assert.equal(response.status, 500)
  assert.equal(response.headers.get('content-length'), '0')
  assert.equal(body, '')
  const record = records.find(({ message }) => message === 'execute')
  assert.deepEqual(Object.keys(record?.fields ?? {}), ['start', 'elapsed', 'error'])
})

test('internal_error_code is the status of every failure', async () => {
  // spec 03 #102, #105
  assert.equal((await failWith(soft, { internalErrorCode: 444 })).response.status, 444)
})

test('a pool that fails at once is answered, too', async () => {
  assert.equal(
    (await failWith(new OpError('static_pool_exec', 'QueueSize', 'max queue size reached'), {}, true)).response.status,
    500,
  )
})

test('No-Workers marks a pool without a free worker', async () => {
  // spec 03 #106
  const none = new OpError('static_pool_exec', 'NoFreeWorkers', 'no free workers')
  assert.equal((await failWith(none)).response.headers.get('no-workers'), 'true')
  assert.equal((await failWith(soft)).response.headers.get('no-workers'), null)
})

test('debug shows the text, escaped', async () => {
  // spec 03 #103, #104
  const { body } = await failWith(soft, { debug: true })
  assert.equal(body, 'sync_worker_receive_frame: SoftJobError: Exception: &lt;b&gt; test &#39;x&#39;')
})

test('a worker that cannot read JSON gives a hint', async () => {
  const { records } = await failWith(new OpError('sync_worker_receive_frame', 'SoftJob', 'Malformed UTF-8 characters'))
  assert.match(records.find(({ level }) => level === 'warn')?.message ?? '', /http\.codec: protobuf/)
})

test('one record per request, with the fields that Octane reads', async () => {
  // spec 03 #34, #117
  const pool = new FakePool(({ handler }) =>
    setTimeout(() => handler.onPart(jsonHead(201), Buffer.from('hey'), 8, false), 50),
  )
  await using server = await startPlane(pool)
  await (await fetch(`${server.url}/a?b=c`, { method: 'POST', body: 'four' })).text()
  const records = server.records.filter(({ message }) => message === 'http log')
  assert.equal(records.length, 1)
  const { fields } = records[0] as { fields: Record<string, unknown> }
  const names = ['status', 'method', 'URI', 'URL', 'remote_address', 'read_bytes', 'write_bytes', 'start', 'elapsed']
  assert.deepEqual(Object.keys(fields), names)
  assert.deepEqual(
    [fields.status, fields.method, fields.URI, fields.read_bytes, fields.write_bytes],
    [201, 'POST', '/a?b=c', 4, 3],
  )
  assert.ok(Number.isInteger(fields.elapsed) && (fields.elapsed as number) >= 49)
  assert.match(String(fields.remote_address), /^127\.0\.0\.1:\d+$/)
})

test('access_logs gives the detailed record', async () => {
  // spec 03 #34
  const pool = new FakePool(({ handler }) => handler.onPart(jsonHead(200), Buffer.from('x'), 8, false))
  await using server = await startPlane(pool, { accessLogs: true })
  await (await fetch(`${server.url}/?q=1`, { headers: { referer: 'http://r/' } })).text()
  const record = server.records.find(({ message }) => message === 'http access log')
  const names =
    'read_bytes write_bytes status method URI URL remote_address query content_len host user_agent referer time_local request_time start elapsed'
  assert.deepEqual(Object.keys(record?.fields ?? {}), names.split(' '))
  assert.equal(record?.fields.query, 'q=1')
  assert.match(record?.fields.time_local as string, /^\d\d\/[A-Z][a-z]{2}\/\d\d:\d\d:\d\d:\d\d [+-]\d{4}$/)
})
