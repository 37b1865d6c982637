// Workers added under pressure, and taken away again. Cases: spec 01 §13.1, §18 D12, §19 #83 to #89.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, mock, test } from 'node:test'
import { Clock } from '../../test/property/clock.ts'
import { silentLogger } from '../lib/log.ts'
import { DynamicAllocator } from './allocator.ts'
import { PoolCounters } from './stats.ts'

const allocateTimeoutMs = 5000

let clock: Clock
let allocator: DynamicAllocator
/** Settles the starts that are under way. */
let boots: { up(): void; fail(): void }[]
/** Idle workers that may be taken away. */
let idle: number

function open(max_workers: number, spawn_rate: number, idle_timeout = 10_000): void {
  boots = []
  idle = Number.POSITIVE_INFINITY
  const fleet = {
    add: () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      boots.push({ up: resolve, fail: () => reject(new Error('no')) })
      return promise
    },
    shrink: (count: number) => Math.min(count, idle),
  }
  allocator = new DynamicAllocator(
    { max_workers, spawn_rate, idle_timeout },
    fleet,
    silentLogger,
    new PoolCounters(false),
  )
}

async function up(): Promise<void> {
  for (const boot of boots.splice(0)) boot.up()
  await new Promise(setImmediate)
}

const pressure = (): number => allocator.pressure(allocateTimeoutMs)

beforeEach(() => {
  clock = new Clock()
})
afterEach(() => {
  allocator.stop()
  clock.restore()
  mock.reset()
})

describe('DynamicAllocator', () => {
  // spec 01 #84
  test('starts a batch, and lets the request that asked wait for it', () => {
    open(10, 3)
    assert.equal(pressure(), allocateTimeoutMs + 2000)
    assert.equal(boots.length, 3)
    assert.equal(allocator.added, 3)
  })

  // spec 01 #86
  test('starts one batch a second, however many ask, and never more than max_workers', async () => {
    open(5, 3)
    for (let count = 0; count < 50; count++) pressure()
    assert.equal(boots.length, 3)
    await up()
    pressure()
    assert.equal(boots.length, 0)
    clock.advance(1000)
    for (let count = 0; count < 50; count++) pressure()
    assert.equal(boots.length, 2)
    await up()
    clock.advance(1000)
    assert.equal(pressure(), 0)
    assert.equal(allocator.added, 5)
  })

  // spec 01 #85
  test('spawn_rate above max_workers adds max_workers', () => {
    open(1, 10)
    pressure()
    assert.equal(allocator.added, 1)
  })

  test('counts no worker that did not come up', async () => {
    open(2, 2)
    pressure()
    boots[0]?.fail()
    boots[1]?.up()
    await new Promise(setImmediate)
    assert.equal(allocator.added, 1)
  })

  // spec 01 #87
  test('takes workers away in batches once there was no pressure for idle_timeout', async () => {
    open(5, 3)
    pressure()
    await up()
    clock.advance(1000)
    pressure()
    await up()
    clock.advance(9000)
    assert.equal(allocator.added, 5, 'pressure was within idle_timeout')
    clock.advance(10_000)
    assert.equal(allocator.added, 2)
    clock.advance(10_000)
    assert.equal(allocator.added, 0)
  })

  // spec 01 #89
  test('leaves busy workers, and goes on with them later', async () => {
    open(5, 5)
    pressure()
    await up()
    idle = 1
    clock.advance(10_000)
    assert.equal(allocator.added, 4)
    idle = 0
    clock.advance(10_000)
    assert.equal(allocator.added, 4)
    idle = 5
    clock.advance(10_000)
    assert.equal(allocator.added, 0)
  })

  // spec 01 #88
  test('works again after it has taken all away', async () => {
    open(2, 2)
    pressure()
    await up()
    clock.advance(10_000)
    assert.equal(allocator.added, 0)
    assert.equal(pressure(), allocateTimeoutMs + 2000)
    assert.equal(allocator.added, 2)
  })

  test('takes an idle_timeout below a second for a minute', async () => {
    open(1, 1, 999)
    pressure()
    await up()
    clock.advance(59_000)
    assert.equal(allocator.added, 1)
    clock.advance(1000)
    assert.equal(allocator.added, 0)
  })
})
