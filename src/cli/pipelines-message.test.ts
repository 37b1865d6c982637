import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePipelines, encodePipelines } from './pipelines-message.ts'

test('names of pipelines are jobs.v1.Pipelines', () => {
  assert.equal(Buffer.from(encodePipelines(['a', 'bc'])).toString('hex'), '0a01610a026263')
  assert.deepEqual(decodePipelines(Buffer.from('0a01610a026263', 'hex')), ['a', 'bc'])
  assert.equal(encodePipelines([]).byteLength, 0)
})

test('unknown fields are skipped', () => {
  assert.deepEqual(decodePipelines(Buffer.from('10070a0161', 'hex')), ['a'])
})
