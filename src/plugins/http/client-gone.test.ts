import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { until } from '../../../test/support/wait.ts'
import { FakePool, type FakeRequest, jsonHead } from './testing/fake-pool.ts'
import { defaultSettings, startPlane } from './testing/plane.ts'

const dir = await mkdtemp(join(tmpdir(), 'courser-gone-'))
after(() => rm(dir, { recursive: true }))
const settings = { uploads: { ...defaultSettings.uploads, dir } }

const fileCount = async (): Promise<number> => (await readdir(dir)).length
const noFile = async (): Promise<boolean> => (await fileCount()) === 0

/** Starts an upload whose client leaves once the pool has its request. */
async function leaveAfterUpload(pool: FakePool, port: number): Promise<void> {
  const form = new FormData()
  form.set('file', new File(['content'], 'a.txt'))
  const controller = new AbortController()
  const answer = fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: form, signal: controller.signal })
  await until('the request', () => pool.seen.length === 1)
  assert.equal(await fileCount(), 1)
  controller.abort()
  await assert.rejects(answer)
}

/** How a client leaves, and what the record says: after a FIN the server cannot know that nobody reads its answer. */
const departures = [
  ['ends', (socket: Socket) => socket.destroy(), 400],
  ['resets', (socket: Socket) => socket.resetAndDestroy(), 499],
] as const

for (const [how, leave, status] of departures) {
  test(`a client that ${how} its connection during an upload leaves no file and no request`, async () => {
    const pool = new FakePool(() => {})
    await using server = await startPlane(pool, settings)
    const socket = connect(server.port, '127.0.0.1')
    const head =
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 99999\r\n\r\n'
    socket.write(`${head}--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n${'d'.repeat(5000)}`)
    await until('the file', async () => !(await noFile()))
    leave(socket)
    await until('the file to be removed', noFile)
    const record = await until('the record', () => server.records.find(({ message }) => message === 'http log'))
    assert.equal(record.fields['status'], status)
    assert.equal(pool.seen.length, 0)
  })
}

test('a request whose client has left is taken back while no worker has it, its files removed', async () => {
  const pool = new FakePool(() => {})
  pool.waiting = true
  await using server = await startPlane(pool, settings)
  await leaveAfterUpload(pool, server.port)
  await until('the file to be removed', noFile)
  assert.equal(pool.seen[0]?.withdrawn, true)
})

test('files of a client that leaves stay until the worker that has them has answered', async () => {
  const pool = new FakePool(() => {})
  await using server = await startPlane(pool, settings)
  await leaveAfterUpload(pool, server.port)
  await until('the loss to be noticed', () =>
    server.records.some(({ message }) => message === 'write response (chunk) error'),
  )
  assert.equal(await fileCount(), 1)
  const { handler, withdrawn } = pool.seen[0] as FakeRequest
  assert.equal(withdrawn, false)
  handler.onPart(jsonHead(200), Buffer.from('ok'), 8, false)
  await until('the file to be removed', noFile)
})
