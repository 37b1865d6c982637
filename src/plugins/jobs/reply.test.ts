import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReply, type Reply } from './reply.ts'

function parse(body: unknown): Reply {
  return parseReply(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
}

const plain = { message: '', requeue: false, delaySeconds: 0, headers: {} }

test('parseReply() takes 0 and 2 for done, other unknown types too', () => {
  // spec 04 #28, #33
  assert.deepEqual(parse({ type: 2, data: [] }), { kind: 'ack', known: true, type: 2 })
  assert.deepEqual(parse({ type: 0 }), { kind: 'ack', known: true, type: 0 })
  for (const nothing of ['null', '{}', ' {"TYPE": 2, "data": "x"}'])
    assert.equal(parse(nothing).kind, 'ack', String(nothing))
  assert.deepEqual(parse({ type: 42 }), { kind: 'ack', known: false, type: 42 })
})

test('parseReply() reads what a worker wants done with its job', () => {
  // spec 04 #29 to #32
  assert.deepEqual(
    parse({ type: 1, data: { message: 'no', requeue: true, delay_seconds: 5, headers: { retry: ['1'] }, more: 1 } }),
    { kind: 'error', message: 'no', requeue: true, delaySeconds: 5, headers: { retry: ['1'] } },
  )
  assert.deepEqual(parse({ Type: 1, Data: null }), { kind: 'error', ...plain })
  assert.deepEqual(parse({ type: 3, data: { Requeue: true } }), { kind: 'nack', ...plain, requeue: true })
  assert.deepEqual(parse({ type: 3, data: { redelivery: true } }), { kind: 'nack', ...plain, requeue: true })
  assert.deepEqual(parse({ type: 4, data: { requeue: false } }), { kind: 'requeue', ...plain, requeue: true })
})

test('parseReply() is lenient where nothing is in doubt', () => {
  // spec 04 §7.3
  const lenient = { headers: [], delay_seconds: '5' }
  assert.deepEqual(parse({ type: 4, data: lenient }), { kind: 'requeue', ...plain, requeue: true, delaySeconds: 5 })
  const { headers } = parse({ type: 4, data: { headers: { a: 'b', c: ['1', 2] } } }) as { headers: unknown }
  assert.deepEqual(headers, { a: ['b'], c: ['1', '2'] })
})

test('parseReply() refuses what is no answer to a job', () => {
  // spec 04 #34, #37, §7.3
  const refused = [
    '',
    'foo',
    '[]',
    '{"type":"2"}',
    '{"type":-1}',
    '{"type":1.5}',
    '{"type":1}',
    '{"type":3,"data":[]}',
    '{"type":4,"data":"x"}',
    '{"type":1,"data":{"requeue":1}}',
    '{"type":1,"data":{"requeue":"true"}}',
    '{"type":1,"data":{"delay_seconds":1.5}}',
    '{"type":1,"data":{"headers":{"a":[{}]}}}',
  ]
  for (const body of refused) assert.throws(() => parse(body), Error, body)
})
