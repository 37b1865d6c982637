import assert from 'node:assert/strict'
import { test } from 'node:test'
import { poolConfig } from '../../../pool/config.ts'
import { shareOf, type ThreadsRequest, threadCount } from './division.ts'

function count(threads: string, more: Partial<ThreadsRequest> = {}): number {
  const pool = poolConfig.parse({ num_workers: 64 })
  return threadCount({ threads, addresses: ['127.0.0.1:8080'], pool, startsInThreads: true, cores: 64, ...more })
}

test('threadCount() of auto is 1 on few cores, then one for each four, at most 8', () => {
  const counts = [1, 2, 4, 5, 8, 11, 12, 32, 64].map((cores) => count('auto', { cores }))
  assert.deepEqual(counts, [1, 1, 1, 1, 2, 2, 3, 8, 8])
})

test('threadCount() of auto is never more than can be', () => {
  assert.equal(count('auto', { pool: poolConfig.parse({ num_workers: 3 }) }), 3)
  assert.equal(count('auto', { startsInThreads: false }), 1)
  assert.equal(count('auto', { addresses: ['unix:///tmp/a.sock'] }), 1)
  assert.equal(count('auto', { addresses: ['127.0.0.1:0'] }), 1)
})

test('threadCount() takes a number that fits, and refuses one that does not', () => {
  assert.equal(count('1', { startsInThreads: false, addresses: ['unix:///tmp/a.sock'] }), 1)
  assert.equal(count('2'), 2)
  for (const wrong of ['0', '-1', '1.5', 'two', ''])
    assert.throws(() => count(wrong), { code: 'RR_HTTP_THREADS_INVALID' })
  assert.throws(() => count('65'), { code: 'RR_HTTP_THREADS_WORKERS' })
  const scaled = poolConfig.parse({ num_workers: 8, scaling: { max: 3 } })
  assert.throws(() => count('4', { pool: scaled }), { code: 'RR_HTTP_THREADS_WORKERS' })
  assert.throws(() => count('2', { startsInThreads: false }), { code: 'RR_HTTP_THREADS_RELAY' })
  assert.throws(() => count('2', { addresses: ['a:1', 'unix://b'] }), { code: 'RR_HTTP_THREADS_ADDRESS' })
})

test('shareOf() divides workers so that none is lost, and limits so that none is lifted', () => {
  const pool = poolConfig.parse({
    num_workers: 8,
    max_queue_size: 10,
    reset_batch: 2,
    dynamic_allocator: { max_workers: 4 },
    scaling: { min: 1, max: 10, memory_budget: 100 },
  })
  const shares = [0, 1, 2].map((index) => shareOf(pool, 3, index))
  assert.deepEqual(
    shares.map(({ num_workers }) => num_workers),
    [3, 3, 2],
  )
  assert.deepEqual(
    shares.map(({ dynamic_allocator }) => dynamic_allocator?.max_workers),
    [2, 1, 1],
  )
  assert.deepEqual(
    shares.map(({ scaling }) => [scaling?.min, scaling?.max, scaling?.memory_budget]),
    [
      [1, 4, 34],
      [1, 3, 34],
      [1, 3, 34],
    ],
  )
  assert.deepEqual(
    shares.map(({ max_queue_size, reset_batch }) => [max_queue_size, reset_batch]),
    [
      [4, 1],
      [4, 1],
      [4, 1],
    ],
  )
  const unlimited = shareOf(poolConfig.parse({ num_workers: 2 }), 2, 0)
  assert.deepEqual([unlimited.max_queue_size, unlimited.reset_batch], [0, 0])
})
