import assert from 'node:assert/strict'
import { test } from 'node:test'
import { poolConfig } from './config.ts'
import { contradictionIn, scalingMemoryFault } from './limits.ts'

const fault = (pool: unknown): string | undefined => contradictionIn(poolConfig.parse(pool))?.message

test('contradictionIn() finds nothing in limits that can hold', () => {
  for (const pool of [{}, { scaling: {} }, { num_workers: 4, max_queue_delay: '5s', scaling: { min: 2, max: 8 } }]) {
    assert.equal(fault(pool), undefined)
  }
})

const contradictions: readonly (readonly [unknown, RegExp])[] = [
  [{ scaling: { min: 5, max: 2 } }, /scaling\.min is 5, wanted at most scaling\.max, which is 2/],
  [{ scaling: { max: 0, min: 0 } }, /scaling\.max is 0, wanted 1 to 500/],
  [{ scaling: { max: 501 } }, /scaling\.max is 501/],
  [{ num_workers: 9, scaling: { min: 2, max: 8 } }, /num_workers is 9, wanted scaling\.min to scaling\.max, 2 to 8/],
  [{ scaling: {}, dynamic_allocator: {} }, /dynamic_allocator is there, wanted either it or scaling/],
  [{ scaling: {}, debug: true }, /debug is on/],
  [{ scaling: { target_queue_delay: '90s' } }, /target_queue_delay is 1m30s, wanted more than nothing and less/],
  [{ max_queue_delay: '50ms', scaling: { target_queue_delay: '100ms' } }, /max_queue_delay is 50ms, wanted more than/],
  [{ max_queue_delay: '60s' }, /max_queue_delay is 1m0s, wanted less than allocate_timeout, which is 1m0s/],
  [
    { supervisor: { max_worker_memory: 256 }, scaling: { memory_budget: 128 } },
    /memory_budget is 128 MiB, wanted at least/,
  ],
]
for (const [pool, text] of contradictions) {
  test(`contradictionIn() refuses ${JSON.stringify(pool)}`, () => assert.match(fault(pool) ?? '', text))
}

test('scalingMemoryFault() refuses a budget that the smallest pool does not fit into', () => {
  const limits = { min: 2, max: 4, targetDelayMs: 100, budgetBytes: 50 * 1_048_576, idleMs: 1000 }
  assert.equal(scalingMemoryFault(limits, 25 * 1_048_576), undefined)
  assert.equal(
    scalingMemoryFault(limits, 30 * 1_048_576)?.message,
    'Cannot keep the pool within its memory: 2 worker(s) of 30 MiB, wanted at most 50 MiB (pool.scaling.memory_budget)',
  )
})
