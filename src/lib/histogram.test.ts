import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Histogram } from './histogram.ts'

test('observe() counts a value in the first bucket whose bound it does not pass', () => {
  const histogram = new Histogram([1, 2.5])
  for (const value of [0, 1, 1.5, 2.5, 2.6, 100]) histogram.observe(value)
  assert.deepEqual(histogram.counts, [2, 2, 2])
  assert.equal(histogram.sum, 107.6)
})
