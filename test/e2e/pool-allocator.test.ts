// More workers when requests have waited too long, fewer when that is over. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import type { HttpAnswer } from '../support/http-client.ts'
import { listWorkers, untilWorkers } from '../support/pool-rpc.ts'
import type { Config, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'

/** A pool with one worker that may grow. Requests wait five seconds before it does; workers have that long to start. */
function growing(context: TestContext, dynamic_allocator: Config, pool: Config = {}): Promise<TestServer> {
  return startServer(context, {
    config: { http: { pool: { num_workers: 1, allocate_timeout: '5s', ...pool, dynamic_allocator } } },
  })
}

async function burst(server: TestServer, count: number, path: string): Promise<readonly HttpAnswer[]> {
  return await Promise.all(Array.from({ length: count }, () => server.get(path)))
}

function statuses(answers: readonly HttpAnswer[]): readonly number[] {
  return answers.map(({ status }) => status)
}

function untilCount(server: TestServer, count: number): Promise<unknown> {
  return untilWorkers(
    server,
    `${count} ready workers`,
    (workers) => workers.length === count && workers.every(({ statusStr }) => statusStr === 'ready'),
  )
}

function untilBusy(server: TestServer, count: number): Promise<unknown> {
  return untilWorkers(
    server,
    `${count} busy workers`,
    (workers) => workers.length === count && workers.every(({ statusStr }) => statusStr === 'working'),
  )
}

describe('the dynamic allocator', { concurrency: 4 }, () => {
  // spec 01 #83
  it('adds nobody while nobody waits too long', async (context) => {
    const server = await growing(context, { max_workers: 5, spawn_rate: 5 }, { allocate_timeout: '60s' })
    assert.deepEqual(statuses(await burst(server, 4, '/sleep?ms=50')), [200, 200, 200, 200])
    assert.equal((await listWorkers(server)).length, 1)
  })

  // spec 01 #84, D12
  it('serves the request that made it act', async (context) => {
    const server = await growing(context, { max_workers: 1 })
    const [long, second] = await burst(server, 2, '/sleep?ms=8000')
    assert.deepEqual([long?.status, second?.status], [200, 200])
    assert.notEqual(long?.text, second?.text)
  })

  // spec 01 #85, #86, #88
  it('never adds more than max_workers, takes them away after idle_timeout, and does so again', async (context) => {
    const server = await growing(context, { max_workers: 1, spawn_rate: 10, idle_timeout: '1s' })
    for (let round = 0; round < 2; round++) {
      const served = burst(server, 2, '/sleep?ms=8000')
      await untilBusy(server, 2)
      assert.deepEqual(statuses(await served), [200, 200])
      assert.deepEqual(statuses(await burst(server, 2, '/sleep?ms=10')), [200, 200])
      await untilCount(server, 1)
    }
  })

  // spec 01 #86, #87
  it('grows in batches up to its limit under fifty requests at once, then shrinks to num_workers', async (context) => {
    const server = await growing(context, { max_workers: 5, spawn_rate: 3, idle_timeout: '1s' })
    let most = 0
    const watch = setInterval(() => {
      void listWorkers(server).then(({ length }) => {
        most = Math.max(most, length)
      })
    }, 50)
    const answers = statuses(await burst(server, 50, '/sleep?ms=400'))
    clearInterval(watch)
    assert.ok(
      answers.every((status) => status === 200 || status === 500),
      answers.join(),
    )
    assert.ok(most > 1 && most <= 6, `${most} workers`)
    await untilCount(server, 1)
  })

  // spec 01 §13.1
  it('says that its limit is reached, and refuses who has waited in vain', async (context) => {
    const server = await growing(context, { max_workers: 1 })
    const served = burst(server, 2, '/sleep?ms=15000')
    await untilBusy(server, 2)
    assert.deepEqual(statuses(await burst(server, 2, '/pid')), [500, 500])
    assert.deepEqual(statuses(await served), [200, 200])
    const record = await server.log.find(({ msg }) => msg.startsWith('allocate_dynamically: '))
    assert.deepEqual(
      [record.level, record.msg],
      ['error', "allocate_dynamically: can't allocate more workers, increase max_workers option"],
    )
  })

  // spec 01 #89
  it('lets busy workers end before it takes them away', async (context) => {
    const server = await growing(context, { max_workers: 2, spawn_rate: 2, idle_timeout: '1s' })
    const answers = await burst(server, 3, '/sleep?ms=8000')
    assert.deepEqual(statuses(answers), [200, 200, 200])
    await untilCount(server, 1)
    assert.equal((await server.get('/pid')).status, 200)
  })

  // spec 01 #90
  it('ends at num_workers after soft errors, short lives and resets under load', async (context) => {
    const server = await growing(
      context,
      { max_workers: 3, spawn_rate: 3, idle_timeout: '1s' },
      { num_workers: 2, max_jobs: 2 },
    )
    const load = ['/error', '/sleep?ms=100', '/pid', '/sleep?ms=400'].map((path) => burst(server, 5, path))
    for (let count = 0; count < 2; count++) assert.equal((await server.rr('reset', '-s')).code, 0)
    const answers = (await Promise.all(load)).flat()
    assert.ok(answers.every(({ status }) => status === 200 || status === 500))
    await untilCount(server, 2)
  })
})
