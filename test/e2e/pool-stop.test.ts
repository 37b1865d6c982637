// How the server ends, with requests running and workers that do not want to go. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fixture } from '../support/php-worker.ts'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import type { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

async function untilBusy(server: TestServer): Promise<void> {
  await untilWorkers(server, 'a busy worker', ([worker]) => worker?.statusStr === 'working')
}

describe('a stop', { concurrency: 4 }, () => {
  // spec 01 #105; 09 #21
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`by ${signal} lets the running request end and leaves no worker`, async (context) => {
      const server = await startServer(context)
      const running = server.get('/sleep?ms=1000')
      await untilBusy(server)
      server.signal(signal)
      assert.equal((await running).status, 200)
      assert.equal((await server.exited()).code, 0)
      await server.assertNothingLeft()
    })
  }

  // spec 01 #105: what a terminal sends goes to its foreground process group, in which workers are not
  it('by Ctrl+C does not reach the workers', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { num_workers: 2 } } } })
    const { pid, processGroup } = JSON.parse((await server.get('/identity')).text) as Record<string, number>
    assert.equal(processGroup, pid)
  })

  // spec 01 #105
  it('by a second signal ends it at once, with code 1, and leaves no worker', async (context) => {
    const server = await startServer(context)
    const running = server.request({ path: '/sleep?ms=60000' }, 30_000).catch((error: unknown) => error)
    await untilBusy(server)
    server.signal('SIGTERM')
    await until('the first signal to be seen', () => server.stdout.includes('stop signal received'))
    server.signal('SIGTERM')
    const { code, stdout } = await server.exited()
    assert.equal(code, 1)
    assert.match(stdout, /exit forced\n$/)
    await server.assertNothingLeft()
    assert.ok((await running) instanceof Error)
  })

  // spec 01 #104
  it('by SIGKILL leaves no worker after its current request', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { num_workers: 2 } } } })
    const running = server.get('/sleep?ms=700').catch((error: unknown) => error)
    await untilWorkers(server, 'a busy worker', (workers) => workers.some(({ statusStr }) => statusStr === 'working'))
    server.signal('SIGKILL')
    assert.equal((await server.exited()).signal, 'SIGKILL')
    assert.ok((await running) instanceof Error)
    await server.assertNothingLeft()
  })

  // spec 01 #40, #53: the worker is gone, and its replacement on its way up
  it('right after a worker has died does not wait for anything', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { num_workers: 2 } } } })
    assert.equal((await server.get('/fatal')).status, 500)
    server.signal('SIGTERM')
    assert.equal((await server.exited()).code, 0)
    assert.equal(server.log.all("worker doesn't respond on stop command, killing process").length, 0)
    await server.assertNothingLeft()
  })

  // spec 01 #60
  it('ends the attempts to replace a worker', async (context) => {
    const server = await startServer(context, { config: { server: { command: ['php', fixture('boot/flaky')] } } })
    writeFileSync(server.path('broken'), '')
    const [worker] = await listWorkers(server)
    process.kill(worker?.pid ?? 0, 'SIGKILL')
    await server.log.find('allocate', 0, 15_000)
    server.signal('SIGTERM')
    assert.equal((await server.exited()).code, 0)
    await server.assertNothingLeft()
  })

  // spec 01 #66, #65, §13.5: each worker has ten seconds to go
  it('kills a worker that lingers, and one whose request does not end', async (context) => {
    const server = await startServer(context, {
      config: {
        endure: { grace_period: '500ms' },
        server: { command: ['php', fixture('boot/lingers')] },
        http: { pool: { num_workers: 2 } },
      },
    })
    const running = server.request({ path: '/sleep?ms=60000' }, 30_000).catch((error: unknown) => error)
    await untilWorkers(server, 'a busy worker', (workers) => workers.some(({ statusStr }) => statusStr === 'working'))
    server.signal('SIGTERM')
    assert.equal((await server.exited()).code, 0)
    assert.ok((await running) instanceof Error)
    assert.equal(server.log.all("worker doesn't respond on stop command, killing process").length, 2)
    await server.assertNothingLeft()
  })

  // spec 01 #103, D6
  it('of a worker by max_jobs does not delay its last answer', async (context) => {
    const server = await startServer(context, {
      config: { server: { command: ['php', fixture('boot/lingers')] }, http: { pool: { max_jobs: 1 } } },
    })
    const [worker] = await listWorkers(server)
    const answer = await server.get('/pid')
    assert.equal(answer.text, String(worker?.pid))
    // The answer is here, and its worker is still on its way out.
    assert.ok(server.processes().includes(Number(answer.text)))
    process.kill(Number(answer.text), 'SIGKILL')
    assert.notEqual((await server.get('/pid')).text, answer.text)
    for (const { pid } of await listWorkers(server)) process.kill(pid, 'SIGKILL')
  })
})
