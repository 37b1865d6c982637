import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJson, stringifyJson } from './big-json.ts'

test('stringifyJson() writes every digit of large integers, and bytes as base64', () => {
  assert.equal(
    stringifyJson({ created: 1_700_000_000_000_000_001n, list: [2n ** 64n - 1n] }),
    '{"created":1700000000000000001,"list":[18446744073709551615]}',
  )
  assert.equal(stringifyJson({ a: Buffer.from('hi'), b: new Uint8Array([255]) }), '{"a":"aGk=","b":"/w=="}')
  assert.equal(stringifyJson(Buffer.from('hi')), '"aGk="')
  assert.equal(stringifyJson(undefined), 'null')
  assert.equal(stringifyJson(new Date(0)), '"1970-01-01T00:00:00.000Z"')
})

test('parseJson() reads integers that a number cannot hold as bigint', () => {
  assert.deepEqual(
    parseJson('{"a":1700000000000000001,"b":1234567890123456,"c":-9223372036854775808,"d":"1700000000000000001"}'),
    {
      a: 1_700_000_000_000_000_001n,
      b: 1_234_567_890_123_456,
      c: -(2n ** 63n),
      d: '1700000000000000001',
    },
  )
  assert.deepEqual(parseJson('[0.1234567890123456, 1e300]'), [0.1234567890123456, 1e300])
  assert.throws(() => parseJson('{'), SyntaxError)
})
