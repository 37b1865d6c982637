import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { encodeRequest } from '../goridge/request.ts'
import { Exec } from './exec.ts'
import { WaitingLine } from './waiting-line.ts'

const owner = { cancelled: () => {}, streamBegan: () => {}, callerFailed: () => {} }
const handler = { onPart: () => true, onError: () => {} }
const request = encodeRequest(8, '{}', Buffer.from('body'))

function line(context: TestContext) {
  let now = 1000
  context.mock.method(performance, 'now', () => now)
  const waiting = new WaitingLine({ allocateTimeoutMs: 60_000, pressure: () => 0, watch: () => {} })
  return {
    waiting,
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
