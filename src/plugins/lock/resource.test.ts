// What a resource costs when many want it, in looks at the waiters instead of time.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resource, type Waiter } from './resource.ts'

const many = 3000
/** Looks per call that a heap of so many needs at most, with room to spare; a queue that is searched needs thousands. */
const looksPerCall = 100

/** Waiters that count how often anybody looks when their time ends. */
function counting() {
  let looks = 0
  const settled: boolean[] = []
  const waiter = (id: string, waitMs: number, ttlMs = Number.POSITIVE_INFINITY, shared = false): Waiter => ({
    request: { resource: 'r', id, shared, ttlMs, waitMs },
    get until() {
      looks++
      return waitMs
    },
    settle: (granted) => void settled.push(granted),
  })
  return { waiter, settled, looks: () => looks }
}

test('many that wait cost each call no more than few: they come, are granted in turn, and release', () => {
  const { waiter, settled, looks } = counting()
  const resource = new Resource()
  for (let index = 0; index < many; index++) {
    resource.acquire(waiter(`w${index}`, 1_000_000 - index), 0)
    assert.equal(resource.nextEnd, index === 0 ? Number.POSITIVE_INFINITY : 1_000_000 - index)
  }
  for (let index = 0; index < many; index++) {
    assert.equal(resource.release(`w${index}`, 1), true)
    assert.equal(settled.length, Math.min(index + 2, many))
  }
  assert.ok(settled.every(Boolean))
  assert.ok(looks() < many * looksPerCall, `${looks()} looks`)
  assert.equal(resource.isBusy, false)
})

test('many that give up cost each call no more than few, and in order of their times', () => {
  const { waiter, settled, looks } = counting()
  const resource = new Resource()
  resource.acquire(waiter('holder', 0), 0)
  const waiters = Array.from({ length: many }, (_, index) => waiter(`w${index}`, index + 1))
  for (const one of waiters) resource.acquire(one, 0)
  for (const one of waiters.slice(many / 2)) resource.leave(one, 0)
  for (let now = 1; now <= many / 2; now++) {
    assert.equal(resource.nextEnd, now)
    resource.expire(now)
    assert.equal(settled.length, now + 1)
  }
  assert.equal(resource.nextEnd, Number.POSITIVE_INFINITY)
  assert.ok(looks() < many * looksPerCall, `${looks()} looks`)
})

test('what is over does not pile up behind a hold or a wait that lasts', () => {
  const { waiter, looks } = counting()
  const resource = new Resource()
  resource.acquire(waiter('reader', 0, 1_000_000, true), 0)
  resource.acquire(waiter('writer', 1_000_000), 0)
  for (let round = 0; round < many; round++) {
    const impatient = waiter(`i${round}`, 1_000_001)
    resource.acquire(impatient, 0)
    resource.leave(impatient, 0)
    assert.equal(resource.renew('reader', 1_000_000 + round, 0), true)
  }
  const before = looks()
  assert.equal(resource.release('reader', 1), true)
  assert.equal(resource.isHeld('writer', 1), true)
  assert.ok(looks() - before < 1000, `${looks() - before} looks at what was over`)
})
