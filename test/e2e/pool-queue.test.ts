// How long and how many requests wait for a worker. Cases: spec 01 §19.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { untilWorkers } from '../support/pool-rpc.ts'
import type { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'

/** The only worker is in a request. */
function untilBusy(server: TestServer): Promise<unknown> {
  return untilWorkers(server, 'a busy worker', ([worker]) => worker?.statusStr === 'working')
}

describe('the queue', { concurrency: 3 }, () => {
  for (const supervisor of [undefined, {}]) {
    // spec 01 #61; §8.1
    it(`refuses who has waited allocate_timeout, ${supervisor ? 'also with an empty supervisor' : 'and says so'}`, async (context) => {
      const pool = { allocate_timeout: '5s', ...(supervisor && { supervisor }) }
      const server = await startServer(context, { config: { http: { pool } } })
      const running = server.get('/sleep?ms=12000')
      await untilBusy(server)
      const refused = await server.get('/pid')
      assert.deepEqual([refused.status, refused.one('No-Workers')], [500, 'true'])
      const record = await server.log.find('no free workers in the pool, wait timeout exceed')
      assert.deepEqual(
        [record.level, record['reason'], record['internal_event_name']],
        ['error', 'no free workers', 'EventNoFreeWorkers'],
      )
      assert.equal((await running).status, 200)
    })
  }

  // spec 01 #62, §8.2
  it('refuses more than max_queue_size at once, and lets the running request end', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { max_queue_size: 1 } } } })
    const running = server.get('/sleep?ms=8000')
    await untilBusy(server)
    const refused = await Promise.all([server.get('/pid'), server.get('/pid')])
    assert.deepEqual(
      refused.map(({ status }) => status),
      [500, 500],
    )
    await server.log.find((record) => String(record['error']).includes('QueueSize: max queue size reached'))
    assert.equal((await running).status, 200)
    assert.equal((await server.get('/pid')).status, 200)
  })

  // spec 01 #62, #63: 0 is no limit
  it('takes all that come, and is empty again afterwards', async (context) => {
    const server = await startServer(context)
    const running = server.get('/sleep?ms=500')
    await untilBusy(server)
    const log = encodeURIComponent(server.path('order'))
    const ids = Array.from({ length: 30 }, (_, index) => String(index))
    const answers = await Promise.all(ids.map((id) => server.get(`/log?log=${log}&id=${id}`)))
    assert.deepEqual(
      answers.map(({ text }) => text),
      ids,
    )
    assert.equal((await running).status, 200)
  })

  // spec 01 §9.1 step 4
  it('forgets who went away while waiting', async (context) => {
    const server = await startServer(context, { config: { http: { pool: { max_queue_size: 2 } } } })
    const running = server.get('/sleep?ms=8000')
    await untilBusy(server)
    // One of two gets the last place in the queue; once the other has been refused, it is known to wait.
    const path = `/log?id=gone&log=${encodeURIComponent(server.path('ran'))}`
    const connections = await Promise.all([server.connect(), server.connect()])
    const refused = await Promise.any(
      connections.map(async (connection) => {
        const { status } = await connection.request({ path })
        assert.equal(status, 500)
      }),
    )
    assert.equal(refused, undefined)
    for (const connection of connections) connection.close()
    assert.equal((await running).status, 200)
    assert.equal((await server.get('/pid')).status, 200)
    assert.ok(!existsSync(server.path('ran')))
  })
})
