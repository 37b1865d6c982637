import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { encodeRequest } from '../goridge/request.ts'
import { Histogram } from '../lib/histogram.ts'
import { Exec } from './exec.ts'
import { WaitingLine } from './waiting-line.ts'

const owner = { cancelled: () => {}, streamBegan: () => {}, callerFailed: () => {} }
const handler = { onPart: () => true, onError: () => {} }
const request = encodeRequest(8, '{}', Buffer.from('body'))

function line(context: TestContext) {
  let now = 1000
  context.mock.method(performance, 'now', () => now)
  const delays = new Histogram([1, 10])
  const waiting = new WaitingLine({ allocateTimeoutMs: 60_000, delays, pressure: () => 0, watch: () => {} })
  return {
    waiting,
    delays,
    sweep: (expire: (exec: Exec) => void) => waiting.sweep(now, expire),
    pass: (ms: number) => (now += ms),
    push: () => waiting.push(new Exec(request, handler, owner)),
    predicted: () => Math.round(waiting.predictedMs(now)),
    waited: () => Math.round(waiting.waitedMs(now)),
  }
}

test('predictedMs() follows the pace at which requests leave the line', (context) => {
  const { waiting, push, pass, predicted } = line(context)
  assert.equal(predicted(), 0)
  for (let count = 0; count < 10; count++) push()
  for (let count = 0; count < 5; count++) {
    pass(100)
    waiting.shift()
  }
  // Five wait, one more would be the sixth to leave.
  assert.equal(predicted(), 600)
})

test('predictedMs() is no less than the first has waited, whatever the pace was', (context) => {
  const { push, pass, predicted, waited } = line(context)
  push()
  pass(3000)
  assert.equal(waited(), 3000)
  assert.equal(predicted(), 3000)
})

test('waitedMs() leaves out who has gone', (context) => {
  const { waiting, push, pass, waited } = line(context)
  push()
  pass(500)
  push()
  waiting.leave(waiting.first as Exec)
  pass(100)
  assert.equal(waited(), 100)
})

test('shift() tells how long a request has waited; one that has left or timed out is not told', (context) => {
  const { waiting, delays, push, pass } = line(context)
  push()
  push()
  waiting.leave(waiting.first as Exec)
  pass(3000)
  waiting.shift()
  assert.deepEqual([delays.counts, delays.sum], [[0, 1, 0], 3])
})

test('returnToFront() does not let a request wait longer than allocate_timeout in all', (context) => {
  const { waiting, push, pass, waited, sweep } = line(context)
  const expired: Exec[] = []
  push()
  pass(40_000)
  const lent = waiting.shift() as Exec
  push()
  waiting.returnToFront(lent)
  assert.equal(waited(), 40_000)
  pass(20_000)
  sweep((exec) => expired.push(exec))
  assert.deepEqual(expired, [lent])
  assert.equal(waited(), 20_000)
})

test('putInFront() begins a new wait: the request has had its turn', (context) => {
  const { waiting, push, pass, waited } = line(context)
  push()
  pass(40_000)
  const exec = waiting.shift() as Exec
  waiting.putInFront(exec)
  assert.equal(waited(), 0)
})
