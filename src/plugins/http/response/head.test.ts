import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeHead } from './head.ts'

const json = (value: unknown, codec = 8) => decodeHead(Buffer.from(JSON.stringify(value)), codec)
const example = Buffer.from('08c801121c0a0c436f6e74656e742d54797065120c0a0a746578742f706c61696e', 'hex')

test('decodeHead() reads protobuf', () => {
  // spec 03 §4.4 example 2
  assert.deepEqual(decodeHead(example, 0x80), { status: 200, pairs: ['Content-Type', 'text/plain'] })
})

test('decodeHead() reads negative and absent statuses and skips unknown fields', () => {
  assert.equal(decodeHead(Buffer.from('08ffffffffffffffffff01', 'hex'), 0x80).status, -1)
  assert.equal(decodeHead(Buffer.alloc(0), 0x80).status, 0)
  assert.equal(decodeHead(Buffer.from('1a0178200125000000002900000000000000000864', 'hex'), 0x80).status, 100)
})

test('decodeHead() reads JSON, with or without the flag', () => {
  // spec 03 #81
  const head = { status: 201, headers: { A: ['1', '2'], B: ['П'] } }
  const wanted = { status: 201, pairs: ['A', '1', 'A', '2', 'B', '\u00d0\u009f'] }
  assert.deepEqual(json(head), wanted)
  assert.deepEqual(json(head, 0), wanted)
})

test('decodeHead() is as loose with JSON as PHP', () => {
  assert.deepEqual(json({ status: 200, headers: [] }).pairs, [])
  assert.deepEqual(json({ status: '404', headers: { a: 'x', b: 5, c: null, d: [null], e: [] } }), {
    status: 404,
    pairs: ['a', 'x', 'b', '5', 'd', ''],
  })
  assert.equal(json({}).status, 0)
})

test('decodeHead() refuses what it cannot read', () => {
  // spec 03 #80, #82
  assert.throws(() => decodeHead(Buffer.from('{'), 8), SyntaxError)
  assert.throws(() => json(null), /is no object/)
  assert.throws(() => decodeHead(Buffer.from('{}'), 0x10), /^Error: unknown payload type: 16$/)
  assert.throws(() => decodeHead(Buffer.from('x'), 0), /^Error: unknown payload type: 0$/)
})

test('decodeHead() survives any bytes', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  for (let round = 0; round < 3000; round++) {
    const bytes = Buffer.from(example)
    for (let change = 0; change < 3; change++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      bytes[(state >> 8) % bytes.length] = state >> 3
    }
    try {
      const { status, pairs } = decodeHead(bytes.subarray(0, (state >> 4) % (bytes.length + 1)), 0x80)
      assert.equal(typeof status, 'number', `seed ${seed}`)
      assert.equal(pairs.length % 2, 0, `seed ${seed}`)
    } catch (error) {
      assert.match(String(error), /^Error: proto: /, `seed ${seed}`)
    }
  }
})
