import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PriorityQueue } from './priority-queue.ts'

interface Item {
  readonly priority: number
  readonly owner: string
}

function filled(...items: readonly Item[]): PriorityQueue<Item> {
  const queue = new PriorityQueue<Item>()
  for (const item of items) queue.push(item, item.priority)
  return queue
}

function drained(queue: PriorityQueue<Item>): Item[] {
  const out: Item[] = []
  while (queue.length > 0) out.push(queue.shift() as Item)
  return out
}

test('shift() gives the smallest number first', () => {
  // spec 04 #21
  const priorities = [2, 23, 33, 44, 1, 2, 2, 2, 4, 6, 99, -5]
  const queue = filled(...priorities.map((priority) => ({ priority, owner: 'A' })))
  assert.equal(queue.nextPriority, -5)
  assert.deepEqual(
    drained(queue).map(({ priority }) => priority),
    priorities.toSorted((left, right) => left - right),
  )
  assert.equal(queue.nextPriority, -1)
})

test('items of one priority leave in the order they came; unshift() puts one in front', () => {
  const queue = filled({ priority: 1, owner: 'a' }, { priority: 1, owner: 'b' }, { priority: 1, owner: 'c' })
  queue.unshift({ priority: 1, owner: 'front' }, 1)
  assert.deepEqual(
    drained(queue).map(({ owner }) => owner),
    ['front', 'a', 'b', 'c'],
  )
})

test('remove() takes out what matches and keeps the order of the rest', () => {
  // spec 04 #23, #24
  const queue = filled({ priority: 1, owner: 'A' }, { priority: 3, owner: 'B' }, { priority: 2, owner: 'B' })
  assert.equal(
    queue.remove(({ owner }) => owner === 'A'),
    1,
  )
  assert.equal(
    queue.remove(({ owner }) => owner === 'nobody'),
    0,
  )
  assert.deepEqual(
    drained(queue).map(({ priority }) => priority),
    [2, 3],
  )
  assert.equal(
    queue.remove(() => true),
    0,
  )
  queue.push({ priority: 1, owner: 'A' }, 1)
  assert.equal(queue.length, 1)
})

test('shift() keeps the order while items come, go and are removed', () => {
  // spec 04 #26
  const queue = new PriorityQueue<number>()
  const model: { priority: number; item: number }[] = []
  let state = 11
  for (let step = 0; step < 10_000; step++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    if (state % 5 === 0) assert.equal(queue.shift(), model.shift()?.item)
    else if (state % 97 === 1) {
      const gone = (item: number): boolean => item % 3 === 0
      const kept = model.filter(({ item }) => !gone(item))
      assert.equal(queue.remove(gone), model.length - kept.length)
      model.splice(0, model.length, ...kept)
    } else {
      const priority = state % 7
      queue.push(step, priority)
      const at = model.findIndex((entry) => entry.priority > priority)
      model.splice(at < 0 ? model.length : at, 0, { priority, item: step })
    }
  }
  assert.equal(queue.length, model.length)
})
