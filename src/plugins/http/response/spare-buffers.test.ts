import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpareBuffers } from './spare-buffers.ts'

test('take() gives what was given back, when it is large enough', () => {
  const spares = new SpareBuffers()
  const first = spares.take(70_000)
  assert.equal(first.length, 131_072)
  spares.give(first)
  assert.equal(spares.take(100_000), first)
  assert.notEqual(spares.take(100_000), first)
  spares.give(first)
  assert.equal(spares.take(140_000).length, 196_608)
})

test('give() keeps no more than 2 MB', () => {
  const spares = new SpareBuffers()
  const buffers = Array.from({ length: 40 }, () => spares.take(65_536))
  for (const buffer of buffers) spares.give(buffer)
  const again = Array.from({ length: 40 }, () => spares.take(65_536))
  assert.equal(again.filter((buffer) => buffers.includes(buffer)).length, 32)
})
