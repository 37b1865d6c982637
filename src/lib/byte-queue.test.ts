import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ByteQueue } from './byte-queue.ts'

test('shift() gives records back in order, whatever their size', () => {
  const queue = new ByteQueue()
  const records = Array.from({ length: 3000 }, (_, index) => Buffer.alloc((index * 7919) % 5000, index % 251))
  records.push(Buffer.alloc(3 * 1024 * 1024, 7))
  for (const record of records) queue.push(record)
  assert.equal(queue.length, records.length)
  assert.equal(
    queue.bytes,
    records.reduce((sum, record) => sum + record.length, 0),
  )
  for (const record of records) assert.ok(queue.shift()?.equals(record))
  assert.equal(queue.shift(), undefined)
  assert.equal(queue.bytes, 0)
})

test('a record taken out stays as it was while others come', () => {
  const queue = new ByteQueue()
  queue.push(Buffer.from('first'), Buffer.from('-'), Buffer.from('part'))
  const taken = queue.shift()
  for (let index = 0; index < 100; index++) queue.push(Buffer.from('another'))
  assert.equal(String(taken), 'first-part')
  assert.equal(String(queue.peek()), 'another')
  assert.equal(queue.length, 100)
})

test('push() and shift() in turn keep one slab', () => {
  const queue = new ByteQueue()
  for (let index = 0; index < 10_000; index++) {
    queue.push(Buffer.from(String(index)))
    assert.equal(String(queue.shift()), String(index))
    assert.equal(queue.peek(), undefined)
  }
})
