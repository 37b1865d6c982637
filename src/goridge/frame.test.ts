// Frames as bytes. Cases: spec 01 §1.5, §19 #1 to #11, #20.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { encodeFrame, Flag, frameBytes, headerChecksum, headerWords, StreamBit, writeHeader } from './frame.ts'
import { decode } from './testing/decode.ts'
import { vectors } from './testing/vectors.ts'

describe('test vectors', () => {
  for (const { name, what, bytes, frame } of vectors) {
    // spec 01 #20
    test(`${name} (${what}) encodes and decodes exactly`, () => {
      assert.equal(
        encodeFrame(frame.flags, frame.options, frame.payload, frame.stream).toString('hex'),
        bytes.toString('hex'),
      )
      const { frames, garbage } = decode([bytes])
      assert.equal(garbage, undefined)
      assert.deepEqual(frames, [
        {
          flags: frame.flags,
          stream: frame.stream,
          option: frame.options[0] ?? -1,
          optionCount: frame.options.length,
          payload: frame.payload,
        },
      ])
    })
  }
})

test('headerChecksum() is the CRC32 of the first six bytes, wherever they lie', () => {
  for (let seed = 0; seed < 200; seed++) {
    const bytes = Buffer.from(Array.from({ length: 12 }, (_, index) => (seed * 31 + index * 17) & 255))
    assert.equal(headerChecksum(bytes, 3), crc32(bytes.subarray(3, 9)))
  }
})

// spec 01 #4
test('encodeFrame() takes ten options and refuses eleven', () => {
  const ten = encodeFrame(0, Array<number>(10).fill(7), 'x')
  assert.equal((ten[0] as number) & 15, 13)
  assert.equal(ten.length, frameBytes(10, 1))
  assert.throws(() => encodeFrame(0, Array<number>(11).fill(7), 'x'), RangeError)
  assert.equal((encodeFrame(0, [], 'x')[0] as number) & 15, 3)
})

// spec 01 #5
test('options survive as they are', () => {
  for (const options of [[323_423_432, 1_213_231], [100, 10_000, 100_000], [4_294_967_295]]) {
    const frame = encodeFrame(0, options, '')
    assert.deepEqual(
      options.map((_, index) => frame.readUInt32LE(12 + index * 4)),
      options,
    )
  }
})

// spec 01 #6
test('writeHeader() writes the length little-endian, up to four gigabytes', () => {
  for (const length of [0, 1, 256, 4_294_967_295]) {
    const header = Buffer.alloc(12)
    assert.equal(writeHeader(header, 0, Flag.json, 0, [], length), 12)
    assert.equal(header.readUInt32LE(2), length)
    assert.equal(header.readUInt32LE(6), crc32(header.subarray(0, 6)))
  }
})

// spec 01 #8
test('a changed stream byte keeps a frame valid, a changed length does not', () => {
  const frame = encodeFrame(0, [], 'abc')
  frame[10] = StreamBit.stream
  assert.equal(decode([frame]).frames.length, 1)
  frame[2] = 4
  assert.equal(decode([frame]).garbage?.toString('hex'), frame.toString('hex'))
})

// spec 01 #9, #10
test('flags and stream bits are bits of their own', () => {
  for (const bits of [Object.values(Flag), Object.values(StreamBit)]) {
    assert.equal(
      bits.reduce((all, bit) => all | bit, 0),
      bits.reduce((all, bit) => all + bit, 0),
    )
  }
  assert.equal(Flag.json | Flag.gob, 0x28)
})

// spec 01 §18 D1
test('headerWords() refuses what no header can be: 14 and 15 words, and less than three', () => {
  const words = Array.from({ length: 16 }, (_, low) => headerWords(0x10 | low))
  const valid = Array.from({ length: 11 }, (_, index) => index + 3)
  assert.deepEqual(words, [undefined, undefined, undefined, ...valid, undefined, undefined])
})

// spec 01 #3: nobody looks at the version.
test('any version is read', () => {
  for (let version = 0; version < 16; version++) {
    const frame = encodeFrame(Flag.raw, [1], 'ab')
    frame[0] = (version << 4) | 4
    frame.writeUInt32LE(headerChecksum(frame, 0), 6)
    assert.equal(decode([frame]).frames[0]?.payload, 'ab')
  }
})
