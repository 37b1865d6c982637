// pool.scaling: more workers when requests wait, fewer when they are to spare, each decision explained.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const limitMs = 60_000

test('grows when requests wait, serves those that waited, shrinks when workers are to spare', async (context) => {
  const scaling = { min: 1, max: 3, target_queue_delay: '100ms', idle_timeout: '2s' }
  const server = await startServer(context, { config: { http: { pool: { num_workers: 1, scaling } } } })
  const answers = [1, 2, 3].map(() => server.request({ path: '/sleep?ms=4000' }, limitMs))
  await server.log.find('pool grows', 0, limitMs)
  for (const answer of await Promise.all(answers)) assert.equal(answer.status, 200)
  const [growth] = server.log.all('pool grows')
  assert.match(String(growth?.['reason']), /^a request has waited \d+ms, wanted at most 100ms$/)
  await until('one worker', () => server.log.all('pool shrinks').some(({ to }) => to === 1), limitMs)
  assert.equal((await server.get('/pid')).status, 200)
})

test('says once why it cannot grow', async (context) => {
  const scaling = { min: 1, max: 1, target_queue_delay: '50ms' }
  const server = await startServer(context, { config: { http: { pool: { scaling } } } })
  const answers = [1, 2].map(() => server.request({ path: '/sleep?ms=3000' }, limitMs))
  assert.match(String((await server.log.find('pool cannot grow', 0, limitMs))['reason']), /but max is 1$/)
  for (const answer of await Promise.all(answers)) assert.equal(answer.status, 200)
})

const refused = [
  { pool: { scaling: { min: 4, max: 2 } }, says: /scaling\.min is 4, wanted at most scaling\.max, which is 2/ },
  {
    pool: { scaling: { min: 1, memory_budget: 1 } },
    says: /Cannot keep the pool within its memory: 1 worker\(s\) of \d+ MiB, wanted at most 1 MiB/,
  },
]
for (const { pool, says } of refused) {
  test(`a start with ${JSON.stringify(pool)} is refused`, async () => {
    const server = new TestServer({ config: { http: { pool: { num_workers: 0, ...pool } } } })
    const { code, stderr } = await (await server.launch()).promise
    assert.equal(code, 1)
    assert.match(stderr, says)
    await server.assertNothingLeft()
    server.dispose()
  })
}
