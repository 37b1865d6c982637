// Taking frames apart as bytes arrive. Cases: spec 01 §1.6, §19 #12 to #19.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Random } from '../../test/property/random.ts'
import { FrameDecoder } from './decoder.ts'
import { encodeFrame, Flag, headerChecksum, StreamBit } from './frame.ts'
import { decode } from './testing/decode.ts'
import { vectors } from './testing/vectors.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000)
const all = Buffer.concat(vectors.map(({ bytes }) => bytes))

describe('FrameDecoder', () => {
  test('gives the same frames however the bytes are cut in two', () => {
    const whole = decode([all]).frames
    assert.equal(whole.length, vectors.length)
    for (let at = 0; at <= all.length; at++) {
      const cut = decode([all.subarray(0, at), all.subarray(at)])
      assert.deepEqual(cut.frames, whole, `cut at ${at}`)
    }
  })

  test('gives the same frames byte by byte', () => {
    assert.deepEqual(decode(Array.from(all, (byte) => Buffer.from([byte]))).frames, decode([all]).frames)
  })

  // spec 01 #1, #2, #15
  test('is not at a boundary until header, options and payload are there', () => {
    const frame = encodeFrame(0, [1, 2], 'abcd')
    for (let length = 0; length <= frame.length; length++) {
      const { frames, atBoundary } = decode([frame.subarray(0, length)])
      assert.equal(frames.length, length === frame.length ? 1 : 0)
      assert.equal(atBoundary, length === 0 || length === frame.length)
    }
  })

  // spec 01 #13, #19
  test('reads a frame without payload, and one with options and nothing else', () => {
    assert.equal(decode([encodeFrame(0, [], '')]).frames[0]?.payload, '')
    const { option, optionCount } = decode([encodeFrame(0, [42, 12], '')]).frames[0] ?? {}
    assert.deepEqual([option, optionCount], [42, 2])
  })

  test('puts parts of a stream together in one buffer, and everything else in its own', () => {
    const seen: Buffer[] = []
    const sink = {
      frame: (...[, , , , payload]: unknown[]) => void seen.push(payload as Buffer),
      large: fail,
      piece: fail,
      garbage: fail,
    }
    const decoder = new FrameDecoder(sink, 1_048_576)
    const push = (text: string, stream: number): void => {
      const bytes = encodeFrame(0, [0], text, stream)
      decoder.push(bytes.subarray(0, 20))
      decoder.push(bytes.subarray(20))
    }
    push('first part', StreamBit.stream)
    assert.equal(seen[0]?.toString(), 'first part')
    push('other part', StreamBit.stream)
    push('the end', 0)
    push('the next', 0)
    assert.deepEqual(seen.map(String), ['other part', 'other part', 'the end', 'the next'])
  })

  // spec 01 #18
  test('passes a frame above its limit on in pieces, and one at the limit whole', () => {
    for (const [bytes, pieces] of [
      [512, []],
      [1000, []],
      [1001, [1001]],
      [5_000_000, [5_000_000]],
    ] as const) {
      const frame = encodeFrame(Flag.raw, [3], Buffer.alloc(bytes, 'x'))
      const chunks = Array.from({ length: Math.ceil(frame.length / 65_536) }, (_, index) =>
        frame.subarray(index * 65_536, (index + 1) * 65_536),
      )
      const { frames, large } = decode(chunks, 1000)
      assert.deepEqual(large, pieces)
      assert.equal(frames[0]?.payload.length, bytes)
    }
  })

  // spec 01 #14, #17, #45; 09 #20
  for (const text of ['Could not open input file: test.php\n', '\n', 'Warning: some weird php error in a worker\n']) {
    test(`tells ${JSON.stringify(text)} from frames, and shows what follows it`, () => {
      const bytes = Buffer.concat([Buffer.from(text), all])
      const { frames, garbage } = decode([bytes])
      assert.deepEqual(frames, [])
      assert.equal(garbage?.toString('hex'), bytes.toString('hex'))
    })
  }

  // spec 01 §18 D1
  test('takes a header of 14 or 15 words for no frame, though its checksum is right', () => {
    for (const first of [0x1e, 0x1f, 0x10, 0x12]) {
      const bytes = Buffer.alloc(80)
      bytes[0] = first
      bytes.writeUInt32LE(headerChecksum(bytes, 0), 6)
      assert.equal(decode([bytes]).garbage?.length, bytes.length)
    }
  })

  test('holds what came of a header that never became whole', () => {
    const decoder = new FrameDecoder({ frame: fail, large: fail, piece: fail, garbage: fail }, 1000)
    decoder.push(Buffer.from('Could not'))
    assert.equal(decoder.unfinished.toString(), 'Could not')
    assert.equal(decoder.broken, false)
  })
})

describe(`fuzz (seed ${seed})`, () => {
  // spec 01 #12
  test('any frames in any chunks come out as they went in', () => {
    const random = new Random(seed)
    for (let round = 0; round < 80; round++) {
      const frames = Array.from({ length: random.between(1, 12) }, () => randomFrame(random))
      const limit = random.pick([1, 100, 5000, 1_000_000])
      const decoded = decode(cut(Buffer.concat(frames.map(({ bytes }) => bytes)), random), limit)
      assert.deepEqual(
        decoded.frames,
        frames.map(({ frame }) => frame),
        `FUZZ_SEED=${seed}, round ${round}`,
      )
      assert.equal(decoded.garbage, undefined)
      assert.equal(decoded.atBoundary, true)
    }
  })

  test('a flipped bit in what the checksum covers is seen, and nothing after it becomes a frame', () => {
    const random = new Random(seed)
    for (let round = 0; round < 80; round++) {
      const frames = Array.from({ length: random.between(1, 8) }, () => randomFrame(random))
      const bent = random.below(frames.length)
      const bytes = frames.map((frame) => Buffer.from(frame.bytes))
      // Bytes 0 to 9: version, flags, length and checksum.
      const at = random.below(10)
      const victim = bytes[bent] as Buffer
      victim[at] = (victim[at] as number) ^ (1 << random.below(8))
      const decoded = decode(cut(Buffer.concat(bytes), random))
      assert.deepEqual(
        decoded.frames,
        frames.slice(0, bent).map(({ frame }) => frame),
        `FUZZ_SEED=${seed}, round ${round}`,
      )
      const rest = Buffer.concat(bytes.slice(bent))
      // All that came from there on is shown, as far as the chunk reached.
      assert.ok(decoded.garbage !== undefined && rest.subarray(0, decoded.garbage.length).equals(decoded.garbage))
    }
  })

  test('random bytes never raise anything', () => {
    const random = new Random(seed)
    for (let round = 0; round < 2000; round++) {
      const bytes = Buffer.from(Array.from({ length: random.between(0, 64) }, () => random.below(256)))
      const decoded = decode(cut(bytes, random))
      if (bytes.length >= 12) assert.ok(decoded.garbage, `FUZZ_SEED=${seed}: ${bytes.toString('hex')}`)
    }
  })
})

function randomFrame(random: Random) {
  const flags = random.below(256)
  const stream = random.below(16)
  const options = Array.from({ length: random.below(11) }, () => random.below(2 ** 32))
  const payload = Buffer.alloc(random.pick([0, 1, random.below(50), random.below(3000)]), random.below(256))
  const bytes = encodeFrame(flags, options, payload, stream)
  const frame = {
    flags,
    stream,
    option: options[0] ?? -1,
    optionCount: options.length,
    payload: payload.toString('latin1'),
  }
  return { bytes, frame }
}

function cut(bytes: Buffer, random: Random): Buffer[] {
  const most = random.pick([9, 60, 4096, 100_000])
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = random.between(1, most)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

function fail(): never {
  throw new Error('nothing is to be told')
}
