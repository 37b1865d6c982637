import assert from 'node:assert/strict'
import { test } from 'node:test'
import { didYouMean } from './did-you-mean.ts'

const commands = ['serve', 'stop', 'reset', 'workers', 'jobs']

test('didYouMean() finds words up to two edits away', () => {
  assert.deepEqual(didYouMean('serv', commands), ['serve'])
  assert.deepEqual(didYouMean('rset', commands), ['reset'])
  assert.deepEqual(didYouMean('worekrs', commands), ['workers'])
})

test('didYouMean() finds words by their beginning, in any case', () => {
  assert.deepEqual(didYouMean('WORK', commands), ['workers'])
  assert.deepEqual(didYouMean('s', commands).toSorted(), ['serve', 'stop'])
})

test('didYouMean() puts the nearest first', () => {
  assert.deepEqual(didYouMean('num_worker', ['num_workers2', 'num_workers']), ['num_workers', 'num_workers2'])
})

test('didYouMean() finds nothing for a foreign word, an empty word and short words that share no letter', () => {
  assert.deepEqual(didYouMean('banana', commands), [])
  assert.deepEqual(didYouMean('', commands), [])
  assert.deepEqual(didYouMean('xy', ['ab']), [])
})
