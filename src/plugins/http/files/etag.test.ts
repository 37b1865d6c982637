import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Crc32, staticCrc, strongEtag, weakEtag } from './etag.ts'

test('etags are those of RoadRunner', () => {
  // spec 03 #129, #130
  const content = Buffer.from('hello world')
  assert.equal(strongEtag(11, staticCrc().update(content).digest()), '"11-4225329227"')
  assert.equal(weakEtag('test.txt'), 'W/"3960191007"')
  assert.equal(weakEtag('sample.txt'), 'W/"2651801651"')
  assert.equal(strongEtag(0, staticCrc().digest()), undefined)
})

test('Crc32 over pieces is that of the whole, with any polynomial', () => {
  // spec 03 §12
  const crc = new Crc32(0xd5828281).update(Buffer.from('hello ')).update(Buffer.from('world'))
  assert.equal(crc.digest(), 3339202310)
})
