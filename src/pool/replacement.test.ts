// spec 01 §18 D23
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crashDelay } from './replacement.ts'

test('crashDelay() lets two short lives pass, then doubles from 100 ms to 5 s', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map(crashDelay),
    [0, 0, 0, 100, 200, 400, 800, 1600, 3200, 5000, 5000],
  )
})
