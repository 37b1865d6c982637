import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stopPlan } from './stop-plan.ts'

const noon = new Date(2026, 0, 2, 11, 59, 55)
const limits = { lameDuckMs: 0, gracePeriodMs: 30_000 }

test('stopPlan() says what is waited for, how much, and until when', () => {
  const waits = [
    { plugin: 'http', what: 'requests', count: 3 },
    { plugin: 'jobs', what: 'jobs', count: 0 },
    { plugin: 'tcp', what: 'connections', count: 1 },
  ]
  assert.equal(
    stopPlan(waits, limits, noon),
    '[INFO] stopping: waiting for 3 requests (http), 1 connections (tcp); until 12:00:25 at the latest',
  )
})

test('stopPlan() names the lame duck period first', () => {
  assert.equal(
    stopPlan([{ plugin: 'http', what: 'requests', count: 3 }], { lameDuckMs: 5000, gracePeriodMs: 30_000 }, noon),
    '[INFO] stopping: accepting for another 5s (endure.lame_duck), then waiting for 3 requests (http); until 12:00:25 at the latest',
  )
})

test('stopPlan() says nothing when nothing is waited for', () => {
  assert.equal(stopPlan([{ plugin: 'http', what: 'requests', count: 0 }], limits, noon), undefined)
})
