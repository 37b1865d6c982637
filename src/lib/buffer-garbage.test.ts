import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropsBuffer } from './buffer-garbage.ts'

test('dropsBuffer() asks for a young collection once per 8 MB', (t) => {
  const calls: unknown[] = []
  const before = globalThis.gc
  t.after(() => {
    globalThis.gc = before
  })
  globalThis.gc = ((options: unknown) => void calls.push(options)) as NodeJS.GCFunction
  for (let megabyte = 0; megabyte < 20; megabyte++) dropsBuffer(1_048_576)
  assert.deepEqual(calls, Array(2).fill({ type: 'minor', execution: 'sync' }))
})

test('dropsBuffer() does nothing where the collector cannot be called', () => {
  assert.equal(globalThis.gc, undefined)
  dropsBuffer(100 * 1_048_576)
})
