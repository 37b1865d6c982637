import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namesOf } from './common-js.ts'

test('namesOf() finds the names where Node, and where the bundle puts them', () => {
  const names = { parse: () => 7 }
  assert.equal(namesOf({ parse: names.parse, default: names }).parse(), 7)
  assert.equal(namesOf({ default: names } as never as typeof names).parse(), 7)
  assert.equal(namesOf(names), names)
})
