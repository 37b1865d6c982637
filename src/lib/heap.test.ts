import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Heap } from './heap.ts'

function drained(heap: Heap<number>): number[] {
  const out: number[] = []
  while (heap.length > 0) out.push(heap.pop() as number)
  return out
}

test('pop() gives items in order', () => {
  // spec 04 #21
  const items = [2, 23, 33, 44, 1, 2, 2, 2, 4, 6, 99]
  const heap = new Heap<number>((left, right) => left < right)
  for (const item of items) heap.push(item)
  assert.equal(heap.first, 1)
  assert.deepEqual(
    drained(heap),
    items.toSorted((left, right) => left - right),
  )
  assert.equal(heap.pop(), undefined)
})

test('pop() keeps the order while items come and go', () => {
  const heap = new Heap<number>((left, right) => left < right)
  const model: number[] = []
  let state = 7
  for (let step = 0; step < 5000; step++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    if (state % 3 === 0) assert.equal(heap.pop(), model.shift())
    else {
      heap.push(state)
      model.push(state)
      model.sort((left, right) => left - right)
    }
  }
  assert.deepEqual(drained(heap), model)
})

test('clear() takes everything', () => {
  const heap = new Heap<number>((left, right) => left < right)
  for (const item of [3, 1, 2]) heap.push(item)
  assert.deepEqual(
    heap.clear().toSorted((left, right) => left - right),
    [1, 2, 3],
  )
  assert.equal(heap.first, undefined)
})
