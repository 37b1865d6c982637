// What a pool counts: why workers leave, once each, and how long requests wait; in a model of worker processes and of time.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { answer, ModelPool, ms } from '../../test/property/model-pool.ts'
import { leavingReasons, type PoolStats, scalingCauses } from './stats.ts'

let own: ModelPool

beforeEach(async () => {
  own = await ModelPool.open()
})

afterEach(() => own.end())

function stats(): PoolStats {
  const told = own.pool.stats?.()
  assert.ok(told)
  return told
}

/** Counts that are not zero. */
const counted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

/** Waits until so many workers have left. */
async function leave(count: number): Promise<Record<string, number>> {
  const sum = (): number => Object.values(stats().counters.leavings).reduce((all, one) => all + one, 0)
  await own.comes(`${count} workers to leave`, () => sum() >= count)
  return counted(stats().counters.leavings)
}

test('every reason is there from the start, so that whoever watches one sees its first increase', async () => {
  await own.start({ num_workers: 1 })
  assert.deepEqual(stats().counters.leavings, Object.fromEntries(leavingReasons.map((reason) => [reason, 0])))
  assert.deepEqual(stats().counters.scaling, Object.fromEntries(scalingCauses.map((cause) => [cause, 0])))
})

const cases = [
  { reason: 'ttl', config: { supervisor: { watch_tick: '100ms', ttl: '1s' } }, steps: [answer] },
  { reason: 'idle_ttl', config: { supervisor: { watch_tick: '100ms', idle_ttl: '1s' } }, steps: [answer] },
  { reason: 'max_jobs', config: { max_jobs: 1 }, steps: [answer] },
  { reason: 'exec_ttl', config: { supervisor: { exec_ttl: '1s' } }, steps: [['hang'] as const] },
  { reason: 'request_lost', config: {}, steps: [answer, ['child', '1.5'] as const], second: true },
  { reason: 'self_stop', config: {}, steps: [['stop'] as const] },
  { reason: 'crash', config: {}, steps: [['exit', 1] as const] },
  { reason: 'invalid', config: {}, steps: [['text'] as const] },
]
for (const { reason, config, steps, second } of cases) {
  test(`a worker that leaves for ${reason} is counted so, and as nothing else`, async () => {
    await own.start({ num_workers: 1, ...config })
    await own.answered(own.send('r1', steps))
    if (second === true) await own.answered(own.send('r2', [answer]))
    const counts = await leave(1)
    assert.deepEqual(Object.keys(counts), [reason])
  })
}

test('a stream that its worker does not end is counted as stream_timeout', async () => {
  await own.start({ num_workers: 1, stream_timeout: '2s' })
  own.send('r1', [['chunks', 2], ['hang']], 1)
  assert.deepEqual(await leave(1), { stream_timeout: 1 })
})

test('a reset and a removal are counted by their names, the end of the pool is not', async () => {
  await own.start({ num_workers: 2 })
  await own.inTime(own.pool.reset())
  await own.inTime(own.pool.removeWorker())
  assert.deepEqual(await leave(3), { reset: 2, removed: 1 })
  assert.equal(stats().targetWorkers, 1)
  await own.inTime(own.pool.destroy(1))
  assert.deepEqual(counted(stats().counters.leavings), { reset: 2, removed: 1 })
})

test('waits are measured in seconds, those of requests that had to wait, and only when asked for', async () => {
  await own.start({ num_workers: 1 })
  assert.equal(stats().counters.queueDelay, undefined)
  await own.inTime(own.pool.destroy(1))
  await own.start({ num_workers: 1 }, true)
  const clients = [own.send('r1', [ms(700), answer]), own.send('r2', [answer])]
  assert.deepEqual([stats().running, stats().waiting, stats().ahead], [1, 1, 0])
  await own.answered(...clients)
  const { counts, sum } = stats().counters.queueDelay ?? assert.fail()
  assert.equal(
    counts.reduce((all, one) => all + one, 0),
    1,
  )
  assert.ok(sum >= 0.7, `${sum} s`)
  assert.deepEqual([stats().running, stats().waiting], [0, 0])
})

test('growth and shrinking by dynamic_allocator are counted', async () => {
  const dynamic_allocator = { max_workers: 1, spawn_rate: 1, idle_timeout: '2s' }
  await own.start({ num_workers: 1, allocate_timeout: '1s', dynamic_allocator })
  await own.answered(own.send('r1', [ms(3000), answer]), own.send('r2', [answer]))
  assert.deepEqual(await leave(1), { scaling: 1 })
  assert.deepEqual(counted(stats().counters.scaling), { allocate_timeout: 1, idle: 1 })
})
