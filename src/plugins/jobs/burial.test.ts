import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTarget } from './burial.ts'

const targets = new Map([
  ['a', 'b'],
  ['b', ''],
  ['c', 'store'],
  ['round', 'about'],
  ['about', 'round'],
])
const check = (pipeline: string, target: string): void => checkTarget(pipeline, target, (name) => targets.get(name))

test('dead letters go to the store, or along pipelines to an end', () => {
  for (const target of ['', 'store', 'a', 'b', 'c']) check('new', target)
})

test('dead letters do not go nowhere, nor in a circle', () => {
  assert.throws(() => check('new', 'nowhere'), { code: 'RR_JOBS_DEAD_LETTER_TARGET', message: /nowhere is not there/ })
  for (const [pipeline, target] of [
    ['new', 'new'],
    ['b', 'a'],
    ['new', 'round'],
  ] as const) {
    assert.throws(() => check(pipeline, target), /which leads in a circle/)
  }
})
