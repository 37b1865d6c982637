import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, ratios, seededRandom, shuffled, summarise, verdict } from './statistics.ts'

const oneTo15 = Array.from({ length: 15 }, (_, index) => index + 1)

test('summarise() gives the 4th and 12th of 15 as bounds', () => {
  assert.deepEqual(summarise(oneTo15.toReversed()), { median: 8, low: 4, high: 12 })
})

test('summarise() gives the extremes of few', () => {
  assert.deepEqual(summarise([3, 1, 2]), { median: 2, low: 1, high: 3 })
  assert.deepEqual(summarise([7]), { median: 7, low: 7, high: 7 })
})

test('median() of an even number is between the middle two', () => assert.equal(median([4, 1, 3, 2]), 2.5))

test('ratios() pairs rounds', () => assert.deepEqual(ratios([2, 6], [1, 2]), [2, 3]))

test('verdict() is undecided when the interval crosses the bound', () => {
  const summary = summarise(oneTo15)
  assert.equal(verdict(summary, 'at least', 4), 'reached')
  assert.equal(verdict(summary, 'at least', 5), 'undecided')
  assert.equal(verdict(summary, 'at least', 13), 'missed')
  assert.equal(verdict(summary, 'at most', 12), 'reached')
  assert.equal(verdict(summary, 'at most', 3), 'missed')
})

test('shuffled() keeps every item, in an order that the seed repeats', () => {
  const once = shuffled(oneTo15, seededRandom(5))
  assert.deepEqual(once, shuffled(oneTo15, seededRandom(5)))
  assert.notDeepEqual(once, oneTo15)
  assert.deepEqual(
    once.toSorted((a, b) => a - b),
    oneTo15,
  )
})
