import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TokenBuckets } from './token-buckets.ts'

test('take() gives what is in the bucket, then says how long one more takes', () => {
  const buckets = new TokenBuckets(3, 100, 10)
  assert.deepEqual(
    [1, 2, 3].map(() => buckets.take('a', 1000)),
    [0, 0, 0],
  )
  assert.equal(buckets.take('a', 1000), 100)
  assert.equal(buckets.take('a', 1060), 40)
  assert.equal(buckets.take('b', 1000), 0)
  assert.equal(buckets.take('a', 1100), 0)
  assert.equal(buckets.take('a', 1100), 100)
})

test('a refused request costs nothing, and a quiet time fills no more than the bucket', () => {
  const buckets = new TokenBuckets(2, 100, 10)
  buckets.take('a', 0)
  buckets.take('a', 0)
  for (let round = 0; round < 50; round++) assert.equal(buckets.take('a', 0), 100)
  assert.deepEqual(
    [1, 2, 3].map(() => buckets.take('a', 1_000_000)),
    [0, 0, 100],
  )
})

test('fractions do not refuse a request that is in time', () => {
  const buckets = new TokenBuckets(3, 1000 / 3, 10)
  for (let at = 0; at < 1000; at++) assert.equal(buckets.take('a', 5000 + (at * 1000) / 3), 0)
})

test('memory is bounded: full buckets go first, then the oldest', () => {
  const buckets = new TokenBuckets(1, 100, 3)
  buckets.take('a', 0)
  buckets.take('b', 50)
  buckets.take('c', 50)
  buckets.take('d', 120)
  assert.equal(buckets.size, 3)
  assert.deepEqual([buckets.take('b', 120), buckets.take('c', 120), buckets.take('d', 120)], [30, 30, 100])
  for (const key of ['e', 'f', 'g', 'h']) buckets.take(key, 120)
  assert.equal(buckets.size, 3)
})
