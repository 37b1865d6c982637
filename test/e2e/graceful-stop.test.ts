// A stop loses nothing: what runs is finished, what comes is refused cleanly, and the plan is printed. Design D5; spec 09 #21.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { HttpConnection } from '../support/http-client.ts'
import { type LoadReport, startLoad } from '../support/load.ts'
import { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const pool = { num_workers: 2 }

async function stopUnderLoad(server: TestServer, kind: 'keep-alive' | 'close'): Promise<LoadReport> {
  const load = startLoad(server.port, { connections: 16, kind, path: '/pid' })
  await until('some load', () => load.answered > 300)
  server.signal('SIGTERM')
  const report = await load.ended
  const { code, stdout } = await server.exited()
  assert.equal(code, 0, server.describe())
  assert.match(stdout, /stop signal received, grace timeout is: 30 seconds\n/)
  await server.assertNothingLeft()
  return report
}

for (const kind of ['keep-alive', 'close'] as const) {
  test(`no request of a client (${kind}) fails over a stop: each is answered, or its connection refused`, async (context) => {
    const server = await startServer(context, { config: { http: { pool }, logs: { level: 'warn' } } })
    const { failures, refused } = await stopUnderLoad(server, kind)
    assert.deepEqual(failures, [])
    assert.equal(refused, 16)
  })
}

test('prints what is waited for, and waits for it', async (context) => {
  const server = await startServer(context, { config: { http: { pool } } })
  const gate = server.path('gate')
  const requests = [1, 2, 3].map(() => server.get(`/hold?until=${encodeURIComponent(gate)}`))
  const busy = async (): Promise<boolean> => (await server.rr('workers', 'http')).stdout.split('working').length === 3
  await until('both workers to be busy', busy, 20_000)
  server.signal('SIGTERM')
  await until('the plan', () =>
    /\[INFO\] stopping: waiting for [23] requests \(http\); until \d\d:\d\d:\d\d at the latest\n/.test(server.stdout),
  )
  writeFileSync(gate, '')
  assert.equal((await server.exited()).code, 0)
  for (const answer of await Promise.all(requests)) {
    assert.equal(answer.status, 200)
    assert.equal(answer.one('Connection'), 'close')
  }
})

test('takes what comes during the lame duck period, then stops', async (context) => {
  const server = await startServer(context, { config: { endure: { lame_duck: '1500ms' }, http: { pool } } })
  const connection = await HttpConnection.open({ port: server.port })
  server.signal('SIGTERM')
  await until('the plan', () =>
    server.stdout.includes('[INFO] stopping: accepting for another 1.5s (endure.lame_duck)'),
  )
  assert.equal((await server.get('/pid')).status, 200)
  assert.equal((await connection.request({ path: '/pid' })).status, 200)
  assert.equal((await server.exited()).code, 0)
  connection.close()
})

test('a lame duck period that leaves no time to finish is refused at the start', async () => {
  const server = new TestServer({ config: { endure: { lame_duck: '30s', grace_period: '30s' } } })
  const { code, stderr } = await (await server.launch()).promise
  assert.equal(code, 1)
  assert.match(
    stderr,
    /Cannot start: the lame duck period is 30s, wanted less than the grace period of 30s \(endure\.lame_duck\)/,
  )
  server.dispose()
})
