// pool.debug: a fresh worker for each request. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { callRpc, listWorkers } from '../support/pool-rpc.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

describe('debug mode', () => {
  const server = useServer({
    config: { http: { pool: { debug: true, num_workers: 3, max_jobs: 9, max_queue_size: 1 } } },
  })

  const untilOnlyServer = (): Promise<unknown> =>
    until('all workers to end', () => server.processes().length === 1 && server.processes()[0] === server.pid)

  // spec 01 #91
  it('keeps no worker, and gives each request one of its own, at once as many as asked', async () => {
    assert.deepEqual(server.processes(), [server.pid])
    const paths = ['/sleep?ms=200', '/pid', '/pid', '/pid']
    const pids = (await Promise.all(paths.map((path) => server.get(path)))).map(({ text }) => text)
    assert.equal(new Set(pids).size, paths.length)
    assert.deepEqual(await listWorkers(server), [])
    await untilOnlyServer()
  })

  for (const [path, status] of [
    ['/error', 500],
    ['/exit', 500],
    ['/kill', 500],
    ['/fatal', 500],
    ['/stdout', 500],
    ['/stream?n=3', 200],
  ] as const) {
    // spec 01 #91, D11
    it(`leaves no process behind after ${path}`, async () => {
      assert.equal((await server.get(path)).status, status)
      await untilOnlyServer()
    })
  }

  // spec 01 #91
  it('does nothing, successfully, when workers are added or removed', async () => {
    for (const [method, message] of [
      ['informer.AddWorker', 'add worker operation is not allowed in debug mode'],
      ['informer.RemoveWorker', 'remove worker operation is not allowed in debug mode'],
    ] as const) {
      await callRpc(server, method, 'http')
      assert.equal((await server.log.find(message)).level, 'warn')
    }
    assert.equal(await callRpc(server, 'resetter.Reset', 'http'), true)
  })

  // spec 01 §12: a worker that asks to go is no answer
  it('runs a request again whose worker asked to go instead', async () => {
    const answer = await server.get(`/stop-before?once=${encodeURIComponent(server.path('once'))}`)
    assert.match(answer.text, /^\d+$/)
    await untilOnlyServer()
  })

  // spec 01 §12
  it('shows clients why a request failed', async () => {
    assert.match((await server.get('/error?text=see+me')).text, /see me/)
  })
})

describe('a stop in debug mode', () => {
  it('lets the running request end', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { debug: true } } } })
    const answer = server.get('/sleep?ms=800')
    await until('the worker', () => server.processes().length === 2)
    await server.log.find('executing in debug mode, worker will be destroyed after response is received')
    server.signal('SIGTERM')
    assert.equal((await answer).status, 200)
    assert.equal((await server.exited()).code, 0)
    await server.assertNothingLeft()
  })
})
