// Health and readiness while the server lives and stops. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { freePort } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const port = await freePort()
const config = { status: { address: `127.0.0.1:${port}` } }
const ask = (path: string, at = port) => requestOnce(at, { path })

describe('status', () => {
  const server = useServer({ config })

  // spec 03 #167, #171, #172
  it('reports workers, leaves out what it does not know, and has no jobs', async () => {
    const health = await ask('/health?plugin=http')
    assert.equal(health.text, '[{"plugin_name":"http","error_message":"","status_code":200}]')
    assert.deepEqual([health.status, health.one('Content-Type')], [200, 'text/plain; charset=utf-8'])
    assert.equal((await ask('/ready?plugin=nope')).text, '[]')
    const jobs = await ask('/jobs')
    assert.deepEqual([jobs.status, jobs.text], [503, 'jobs plugin not found\n'])
    assert.deepEqual(
      await Promise.all(['/livez', '/readyz', '/startupz'].map(async (path) => (await ask(path)).text)),
      ['running\n', 'running\n', 'running\n'],
    )
  })

  // spec 03 #168
  it('a busy worker is healthy, and not ready', async () => {
    const busy = server.get('/sleep?ms=1500')
    await until('the worker to be busy', async () => (await ask('/ready?plugin=http')).status === 503)
    assert.equal((await ask('/health?plugin=http')).status, 200)
    assert.equal((await ask('/readyz')).status, 200)
    await busy
    await until('the worker to be ready', async () => (await ask('/ready?plugin=http')).status === 200)
  })
})

// spec 03 #174, spec 09 #21
it('while the server stops it is alive, and not ready', async (context) => {
  const own = await freePort()
  const server = await startServer(context, { config: { status: { address: `127.0.0.1:${own}` } } })
  const slow = server.get('/sleep?ms=2500')
  await until('the worker to be busy', async () => (await ask('/ready', own)).status === 503)
  server.signal('SIGTERM')
  await until('the stop to show', async () => (await ask('/health', own)).text === 'service is shutting down\n')
  const ready = await ask('/ready', own)
  assert.deepEqual([ready.status, ready.text], [503, 'service is shutting down\n'])
  assert.deepEqual([(await ask('/readyz', own)).status, (await ask('/livez', own)).status], [503, 200])
  assert.equal((await slow).status, 200)
  assert.equal((await server.exited()).code, 0)
})
