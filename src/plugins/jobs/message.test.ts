import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeMessage, decodeMessages, emptyMessage, encodeMessage, messageFromJson } from './message.ts'

/** spec 04 §9.1 */
const golden = '0a300a074170705c4a6f62120469642d311a077b2261223a317d22080a016b12030a01762a0c080312047465737418053001'

const pushed = {
  ...emptyMessage(),
  id: 'id-1',
  job: 'App\\Job',
  headers: { k: ['v'] },
  pipeline: 'test',
  priority: 3,
  delaySeconds: 5,
  autoAck: true,
}

test('decodeMessages() reads a push of PHP', () => {
  // spec 04 #45
  const [message, ...more] = decodeMessages(Buffer.from(golden, 'hex'))
  const { encoded, payload, ...rest } = message as typeof pushed & { encoded?: Uint8Array }
  assert.deepEqual(more, [])
  assert.equal(Buffer.from(payload).toString(), '{"a":1}')
  const { payload: _none, ...wanted } = pushed
  assert.deepEqual(rest, wanted)
  assert.equal(Buffer.from(encoded ?? []).toString('hex'), golden.slice(4))
})

test('encodeMessage() and decodeMessage() keep everything', () => {
  const message = {
    ...pushed,
    payload: Buffer.from([0, 255]),
    headers: { none: [], two: ['a', 'ü'], ['__proto__']: ['x'] },
    priority: -7,
    topic: 't',
    partition: 3,
    offset: 2 ** 40,
  }
  const read = decodeMessage(encodeMessage(message))
  assert.deepEqual({ ...read, payload: Buffer.from(read.payload) }, message)
  assert.deepEqual(Object.keys(read.headers), ['none', 'two', '__proto__'])
})

test('decodeMessage() skips fields it does not know, and refuses what is cut', () => {
  const bytes = encodeMessage(pushed)
  const more = Buffer.concat([bytes, Buffer.from([0xf8, 0x01, 0x05])])
  assert.equal(decodeMessage(more).id, 'id-1')
  assert.throws(() => decodeMessage(bytes.subarray(0, bytes.length - 1)), RangeError)
})

test('messageFromJson() reads the names of the .proto file', () => {
  const message = messageFromJson({
    job: 'App\\Job',
    id: 'id-1',
    payload: Buffer.from('{"a":1}').toString('base64'),
    headers: { k: { value: ['v'] } },
    options: { priority: 3, pipeline: 'test', delay: 5, auto_ack: true },
  })
  assert.deepEqual({ ...message, payload: Buffer.from(message.payload).toString() }, { ...pushed, payload: '{"a":1}' })
})
