import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quantilesOf } from './objectives.ts'

test('quantilesOf() reads keys with and without levels', () => {
  // spec 09 #3
  assert.deepEqual(quantilesOf({ 0: { 95: 0.005, 5: 0.05 }, '0.9': 0.01, 1: 0 }), [0.5, 0.9, 0.95, 1])
  assert.deepEqual(quantilesOf({}), [])
  for (const wrong of [{ x: 1 }, { '': 1 }, { 2: 1 }, { 0: { x: 1 } }])
    assert.throws(() => quantilesOf(wrong), /is no quantile from 0 to 1$/)
})
