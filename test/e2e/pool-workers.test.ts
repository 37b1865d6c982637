// Workers come and go: added, removed, reset under load. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { describe, it } from 'node:test'
import { fixture } from '../support/php-worker.ts'
import { callRpc, listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import type { TestServer } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'

const add = (server: TestServer): Promise<unknown> => callRpc(server, 'informer.AddWorker', 'http')
const remove = (server: TestServer): Promise<unknown> => callRpc(server, 'informer.RemoveWorker', 'http')
const reset = (server: TestServer): Promise<unknown> => callRpc(server, 'resetter.Reset', 'http')

async function pids(server: TestServer): Promise<readonly number[]> {
  return (await listWorkers(server)).map(({ pid }) => pid)
}

function untilBusy(server: TestServer): Promise<unknown> {
  return untilWorkers(server, 'a busy worker', ([worker]) => worker?.statusStr === 'working')
}

describe('the number of workers', () => {
  const server = useServer({ config: { http: { pool: { num_workers: 3 } } } })

  // spec 01 #64, §13.2
  it('grows and shrinks on demand, never below one, and stays so through a reset', async () => {
    await Promise.all([add(server), add(server)])
    assert.equal((await pids(server)).length, 5)
    for (let count = 0; count < 6; count++) await remove(server)
    await untilWorkers(server, 'one worker', ({ length }) => length === 1)
    assert.equal((await server.log.find("can't remove the last worker")).level, 'warn')
    await add(server)
    await reset(server)
    assert.equal((await pids(server)).length, 2)
    assert.equal((await server.get('/pid')).status, 200)
  })

  // spec 01 §13.2, §16
  it('is refused for a plugin that has no workers', async () => {
    await assert.rejects(callRpc(server, 'informer.AddWorker', 'nope'), /workers management/)
    assert.deepEqual(await listWorkers(server, 'rpc'), [])
  })

  // spec 01 #41, §16
  it('is listed with what each worker has done and costs', async () => {
    await reset(server)
    const before = await listWorkers(server)
    assert.ok(before.every(({ numExecs }) => numExecs === 0))
    for (let count = 0; count < 5; count++) await server.get(count === 3 ? '/error' : '/pid')
    const after = await listWorkers(server)
    assert.equal(
      after.reduce((sum, { numExecs }) => sum + numExecs, 0),
      5,
    )
    for (const worker of after) {
      assert.deepEqual([worker.status, worker.statusStr], [1, 'ready'])
      assert.ok(worker.memoryUsage > 1_000_000 && worker.memoryUsage < 200_000_000, String(worker.memoryUsage))
    }
  })

  // spec 01 #49
  it('is that of the cores when none is given', async (context) => {
    const all = await startServer(context, { config: { http: { pool: { num_workers: 0 } } } })
    assert.equal((await listWorkers(all)).length, availableParallelism())
  })
})

describe('a reset', { concurrency: 4 }, () => {
  // spec 01 #67
  it('harms none of the requests that come all the time', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { num_workers: 2 } } } })
    const before = await pids(server)
    const answers: Promise<{ readonly status: number }>[] = []
    const traffic = setInterval(() => answers.push(server.get('/sleep?ms=15')), 10)
    await reset(server)
    await reset(server)
    clearInterval(traffic)
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    assert.ok(statuses.length > 0 && statuses.every((status) => status === 200), statuses.join())
    const after = await pids(server)
    assert.equal(after.length, 2)
    assert.ok(after.every((pid) => !before.includes(pid)))
  })

  // spec 01 #67
  it('waits for a running request, which gets its answer from the old worker', async (context) => {
    const server = await startServer(context)
    const [old] = await pids(server)
    const running = server.get('/sleep?ms=1500')
    await untilBusy(server)
    await reset(server)
    const answer = await running
    assert.deepEqual([answer.status, answer.text], [200, String(old)])
    assert.notEqual((await server.get('/pid')).text, String(old))
  })

  // spec 01 #67, #55: the running request is also the last that max_jobs allows
  it('lets a worker go at once that has also reached max_jobs', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { max_jobs: 1, reset_timeout: '10m' } } } })
    const running = server.get('/sleep?ms=800')
    await untilBusy(server)
    await reset(server)
    assert.equal((await running).status, 200)
  })

  // spec 01 #67, §13.3: reset_timeout, then the ten seconds that each worker gets to leave
  it('ends, and replaces the worker, although its request does not', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { reset_timeout: '300ms' } } } })
    const [old] = await pids(server)
    const hanging = server.request({ path: '/sleep?ms=300000' }, 30_000)
    await untilBusy(server)
    const done = reset(server)
    await untilWorkers(server, 'a new worker', (workers) => workers.some(({ pid }) => pid !== old))
    assert.notEqual((await server.get('/pid')).text, String(old))
    await done
    assert.equal((await hanging).status, 500)
    const record = await server.log.find("worker doesn't respond on stop command, killing process")
    assert.equal(record['PID'], old)
  })

  // spec 01 #59, D17; design D5
  it('that cannot boot new workers says why, and leaves the old ones serving', async (context) => {
    const server = await startServer(context, {
      config: { server: { command: ['php', fixture('boot/flaky')] }, http: { pool: { num_workers: 2 } } },
    })
    const before = await pids(server)
    writeFileSync(server.path('broken'), '')
    await assert.rejects(reset(server), /WorkerAllocate:[^]*EOF/)
    assert.deepEqual(new Set(await pids(server)), new Set(before))
    assert.equal((await server.get('/pid')).status, 200)
    rmSync(server.path('broken'))
    await reset(server)
    assert.ok((await pids(server)).every((pid) => !before.includes(pid)))
  })
})
