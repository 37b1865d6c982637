// Requests with and without a name: docs/protocol.md.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFrame, Flag } from './frame.ts'
import { encodeRequest, nameRequest, pipelineFrame, pipelineIn, unnameRequest } from './request.ts'

test('nameRequest() writes an id beside the size of the context, and copies nothing', () => {
  const request = encodeRequest(Flag.json, 'abc', Buffer.from('hello'))
  const { bytes } = request
  for (const id of [7, 8, 0xffff_ffff]) {
    const from = nameRequest(request, id)
    assert.equal(request.bytes, bytes)
    assert.deepEqual(bytes.subarray(from), encodeFrame(Flag.json, [3, id], 'abchello'))
  }
})

test('unnameRequest() gives the bytes back that the request had at first', () => {
  const request = encodeRequest(Flag.proto, 'abc', Buffer.from('hello'))
  const plain = Buffer.from(request.bytes)
  unnameRequest(request)
  assert.deepEqual(request.bytes, plain)
  nameRequest(request, 1)
  assert.notDeepEqual(request.bytes, plain)
  unnameRequest(request)
  assert.deepEqual(request.bytes, plain)
  assert.equal(request.id, 0)
})

test('pipelineIn() finds the depth that a worker announces, in the version we know', () => {
  const cases: [string, number][] = [
    ['{"pid":1,"pipeline":{"version":1,"depth":16}}', 16],
    ['{"pid":1,"pipeline":{"version":1,"depth":2.9}}', 2],
    ['{"pid":1,"pipeline":{"version":1,"depth":-3}}', 0],
    ['{"pid":1,"pipeline":{"version":2,"depth":16}}', 0],
    ['{"pid":1,"pipeline":{"version":1,"depth":"16"}}', 0],
    ['{"pid":1,"pipeline":null}', 0],
    ['{"pid":1,"pipeline":5}', 0],
    ['{"pid":1}', 0],
    ['no json', 0],
  ]
  for (const [payload, depth] of cases) assert.equal(pipelineIn(Buffer.from(payload)), depth, payload)
})

test('pipelineFrame() is a question for the pid that carries two paths', () => {
  const frame = pipelineFrame('/a/in', '/a/out')
  assert.equal(frame[1], Flag.control | Flag.json)
  const told: unknown = JSON.parse(frame.toString('utf8', 12))
  assert.deepEqual(told, { pid: process.pid, pipeline: { in: '/a/in', out: '/a/out' } })
})
