// A request in the bytes a worker gets. Cases: spec 01 §1.5, §2.1, §17.3.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Flag } from './frame.ts'
import { encodeRequest, pidFrame, pidIn, stopWorkerFrame } from './request.ts'
import { decode } from './testing/decode.ts'
import { vectors } from './testing/vectors.ts'

test('encodeRequest() writes V6 behind a question for the pid', () => {
  const { bytes, receiptBytes } = encodeRequest(Flag.proto, 'abc', Buffer.from('hello'))
  assert.deepEqual(bytes.subarray(0, receiptBytes), pidFrame)
  assert.deepEqual(bytes.subarray(receiptBytes), vectors.find(({ name }) => name === 'V6')?.bytes)
})

test('encodeRequest() takes context and body as text, bytes and parts, and counts bytes, not characters', () => {
  const expected = encodeRequest(Flag.json, 'kopf é', Buffer.from('körper'))
  const parts = [Buffer.from('kör'), Buffer.from(''), Buffer.from('per')]
  for (const context of ['kopf é', Buffer.from('kopf é')]) {
    assert.deepEqual(encodeRequest(Flag.json, context, parts).bytes, expected.bytes)
  }
  const { frames } = decode([expected.bytes])
  assert.equal(frames[1]?.option, 7)
  assert.equal(Buffer.from(frames[1]?.payload ?? '', 'latin1').toString(), 'kopf ékörper')
})

test('the frames that ask for the pid and for the end are V1 and V3', () => {
  const [question] = decode([pidFrame]).frames
  assert.deepEqual([question?.flags, question?.optionCount], [0x09, 0])
  assert.deepEqual(JSON.parse(question?.payload ?? ''), { pid: process.pid })
  assert.deepEqual(stopWorkerFrame, vectors.find(({ name }) => name === 'V3')?.bytes)
})

// spec 01 §2.2
test('pidIn() finds a positive pid and nothing else', () => {
  const cases: [string, number][] = [
    ['{"pid":5678}', 5678],
    ['{"pid":0}', 0],
    ['{"pid":-1}', 0],
    ['{"pid":"12"}', 0],
    ['{"stop":true}', 0],
    ['not json', 0],
    ['', 0],
  ]
  for (const [text, pid] of cases) assert.equal(pidIn(Buffer.from(text)), pid, text)
})
