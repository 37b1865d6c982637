import assert from 'node:assert/strict'
import { test } from 'node:test'
import { poolStatus } from './pool-status.ts'

const pool = (counts: Readonly<Record<string, number>>) => ({ countByState: () => counts })

test('poolStatus() is 200 as soon as one worker of any pool is in one of the states', () => {
  assert.equal(poolStatus([], ['ready']), 503)
  assert.equal(poolStatus([pool({}), pool({ working: 2, ready: 0 })], ['ready']), 503)
  assert.equal(poolStatus([pool({}), pool({ working: 2, ready: 0 })], ['ready', 'working']), 200)
  assert.equal(poolStatus([pool({ ready: 1 }), pool({})], ['ready']), 200)
})
