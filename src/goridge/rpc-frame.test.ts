import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { test } from 'node:test'
import { encodeFrame, Flag } from './frame.ts'
import { encodeRpcFrame, RpcFrameReader } from './rpc-frame.ts'

interface Got {
  readonly flags: number
  readonly sequence: number
  readonly method: string
  readonly body: string
}

function collect(payloadMaxBytes?: number): { reader: RpcFrameReader; frames: Got[] } {
  const frames: Got[] = []
  const reader = new RpcFrameReader(
    (flags, sequence, method, body) =>
      frames.push({ flags, sequence, method: method.toString('latin1'), body: body.toString('latin1') }),
    payloadMaxBytes,
  )
  return { reader, frames }
}

/** spec 02 #79: the golden frames of §4.5. */
const golden: readonly (readonly [hex: string, frame: Got])[] = [
  [
    '15080f0000001c69ca8a0000 01000000 0b000000 7270632e56657273696f6e 74727565',
    { flags: 0x08, sequence: 1, method: 'rpc.Version', body: 'true' },
  ],
  [
    '15080e000000790e76320000 01000000 0b000000 7270632e56657273696f6e 223322',
    { flags: 0x08, sequence: 1, method: 'rpc.Version', body: '"3"' },
  ],
  [
    '15080a0000002e9914bd0000 07000000 06000000 6e6f70652e58 74727565',
    { flags: 0x08, sequence: 7, method: 'nope.X', body: 'true' },
  ],
  [
    '1548240000006a190aa50000 07000000 06000000 6e6f70652e58 7270633a2063616e27742066696e642073657276696365206e6f70652e58',
    { flags: 0x48, sequence: 7, method: 'nope.X', body: "rpc: can't find service nope.X" },
  ],
  [
    '15040a0000002f74e4780000 01000000 0a000000 7270632e436f6e666967',
    { flags: 0x04, sequence: 1, method: 'rpc.Config', body: '' },
  ],
  [
    '15100c000000b11aefc80000 01000000 0b000000 7270632e56657273696f6e c3',
    { flags: 0x10, sequence: 1, method: 'rpc.Version', body: '\xc3' },
  ],
  [
    '15100d000000d47d53700000 01000000 0b000000 7270632e56657273696f6e a133',
    { flags: 0x10, sequence: 1, method: 'rpc.Version', body: '\xa13' },
  ],
]

for (const [hex, frame] of golden) {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  test(`encodeRpcFrame() and RpcFrameReader agree with the golden frame ${frame.method} 0x${frame.flags.toString(16)}`, () => {
    const { flags, sequence, method, body } = frame
    assert.deepEqual(encodeRpcFrame(flags, sequence, method, Buffer.from(body, 'latin1')), bytes)
    const { reader, frames } = collect()
    assert.equal(reader.push(bytes), true)
    assert.deepEqual(frames, [frame])
  })
}

test('RpcFrameReader takes any sequence number', () => {
  // spec 02 #84
  for (const sequence of [0, 2 ** 31 + 5, 2 ** 32 - 1]) {
    const { reader, frames } = collect()
    reader.push(encodeRpcFrame(Flag.json, sequence, 'a.B', ''))
    assert.deepEqual(frames, [{ flags: Flag.json, sequence, method: 'a.B', body: '' }])
  }
})

test('RpcFrameReader refuses frames that are no RPC frames', () => {
  // spec 02 #85, #86
  const brokenSum = encodeRpcFrame(Flag.json, 1, 'a.B', 'x')
  brokenSum[2] = 7
  const refused: readonly (readonly [what: string, bytes: Buffer])[] = [
    ['no options', encodeFrame(Flag.json, [], 'a.B')],
    ['one option', encodeFrame(Flag.json, [1], 'a.B')],
    ['three options', encodeFrame(Flag.json, [1, 3, 0], 'a.B')],
    ['a wrong checksum', brokenSum],
    ['a method longer than the payload', encodeFrame(Flag.json, [1, 4], 'a.B')],
    ['a text', Buffer.from('GET / HTTP/1.1\r\n')],
  ]
  for (const [what, bytes] of refused) {
    const { reader, frames } = collect()
    assert.equal(reader.push(bytes), false, what)
    assert.equal(reader.push(encodeRpcFrame(Flag.json, 1, 'a.B', '')), false, what)
    assert.deepEqual(frames, [], what)
  }
})

test('RpcFrameReader gives what came before a broken frame', () => {
  const { reader, frames } = collect()
  assert.equal(reader.push(Buffer.concat([encodeRpcFrame(Flag.json, 1, 'a.B', ''), Buffer.alloc(12)])), false)
  assert.equal(frames.length, 1)
})

test('RpcFrameReader ignores the version, the stream byte, and control and error bits', () => {
  // spec 02 #88
  const bytes = encodeFrame(Flag.json | Flag.control | Flag.error, [1, 3], 'a.B', 0x0f)
  bytes[11] = 0xff
  const { reader, frames } = collect()
  assert.equal(reader.push(bytes), true)
  assert.equal(frames[0]?.method, 'a.B')
})

test('RpcFrameReader refuses payloads beyond its limit before they arrive', () => {
  const { reader } = collect(100)
  assert.equal(reader.push(encodeRpcFrame(Flag.json, 1, 'a.B', 'x'.repeat(97))), true)
  assert.equal(reader.push(encodeRpcFrame(Flag.json, 1, 'a.B', 'x'.repeat(98)).subarray(0, 12)), false)
})

/** Repeatable numbers (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0
  }
}

test('RpcFrameReader puts frames together however they are cut (fuzz)', (t) => {
  const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31))
  t.diagnostic(`FUZZ_SEED=${seed}`)
  const below = random(seed)
  for (let round = 0; round < 300; round++) {
    const sent: Got[] = Array.from({ length: 1 + below(8) }, () => ({
      flags: below(256),
      sequence: below(2 ** 31),
      method: 'm'.repeat(below(20)),
      body: Buffer.from(Array.from({ length: below(4) === 0 ? below(3000) : below(30) }, () => below(256))).toString(
        'latin1',
      ),
    }))
    const bytes = Buffer.concat(
      sent.map(({ flags, sequence, method, body }) =>
        encodeRpcFrame(flags, sequence, method, Buffer.from(body, 'latin1')),
      ),
    )
    const { reader, frames } = collect()
    for (let at = 0; at < bytes.length; ) {
      const size = 1 + below(below(2) === 0 ? 4 : 700)
      assert.equal(reader.push(bytes.subarray(at, at + size)), true)
      at += size
    }
    assert.deepEqual(frames, sent)
  }
})

test('RpcFrameReader survives any bytes (fuzz)', (t) => {
  const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31))
  t.diagnostic(`FUZZ_SEED=${seed}`)
  const below = random(seed)
  for (let round = 0; round < 2000; round++) {
    const bytes = below(2) === 0 ? randomBytes(below(200)) : encodeRpcFrame(below(256), below(2 ** 31), 'a.B', 'body')
    if (bytes.length > 0) for (let hits = below(4); hits > 0; hits--) bytes[below(bytes.length)] = below(256)
    const { reader } = collect()
    for (let at = 0; at < bytes.length; at += 7) reader.push(bytes.subarray(at, at + 7))
  }
})
