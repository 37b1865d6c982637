import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { decode, encode } from '@msgpack/msgpack'
import { Flag } from '../../goridge/frame.ts'
import type { RpcMethods, RpcType } from '../../kernel/rpc.ts'
import { defineMethod } from '../../kernel/rpc.ts'
import { boolType, bytesType, jsonResult, stringType, structType } from '../../kernel/rpc-types.ts'
import { OpError } from '../../lib/op-error.ts'
import { RpcDispatcher } from './dispatcher.ts'

/** A protobuf message `{ string text = 1 }` with texts of less than 128 bytes. */
const message: RpcType<{ text: string }> = {
  ...structType({ text: stringType }),
  proto: {
    decode(bytes) {
      if (bytes.length === 0) return { text: '' }
      if (bytes[0] !== 0x0a || bytes[1] !== bytes.length - 2) throw new RangeError('index out of range')
      return { text: Buffer.from(bytes.subarray(2)).toString() }
    },
    encode: ({ text }) => Buffer.concat([Buffer.from([0x0a, text.length]), Buffer.from(text)]),
  },
}

const methods: RpcMethods = {
  Echo: defineMethod({ request: stringType, response: stringType, call: (text) => text }),
  Later: defineMethod({ request: stringType, response: stringType, call: async (text) => text }),
  Bytes: defineMethod({ request: bytesType, response: bytesType, call: (bytes) => bytes }),
  Proto: defineMethod({ request: message, response: message, call: ({ text }) => ({ text: text.toUpperCase() }) }),
  Big: defineMethod({
    request: boolType,
    response: jsonResult((value) => ({ Created: value })),
    call: () => 2n ** 60n + 1n,
  }),
  Fail: defineMethod({
    request: boolType,
    response: boolType,
    call() {
      throw new OpError('a', 'Network', new OpError('b', undefined, new Error('EOF')))
    },
  }),
  FailLater: defineMethod({
    request: boolType,
    response: boolType,
    call: async () => Promise.reject(new Error('boom')),
  }),
}

const dispatcher = new RpcDispatcher(
  new Map([
    ['test', methods],
    ['a.b', methods],
  ]),
)

function call(flags: number, name: string, body: string | Uint8Array = ''): Promise<{ flags: number; body: Buffer }> {
  return new Promise((resolve) => {
    dispatcher.dispatch(flags, name, Buffer.from(body as string), (answerFlags, result) =>
      resolve({ flags: answerFlags, body: Buffer.from(result as string) }),
    )
  })
}

async function assertAnswer(
  flags: number,
  name: string,
  body: string | Uint8Array,
  wantedFlags: number,
  wanted: string,
): Promise<void> {
  const answer = await call(flags, name, body)
  assert.deepEqual({ flags: answer.flags, body: answer.body.toString() }, { flags: wantedFlags, body: wanted })
}

const { json, raw, proto, msgpack, gob, error, control } = Flag

test('dispatch() carries JSON, RAW, PROTO and MSGPACK there and back', async () => {
  // spec 02 #82
  await assertAnswer(json, 'test.Echo', '"žluť"', json, '"žluť"')
  await assertAnswer(json, 'test.Later', '"x"', json, '"x"')
  await assertAnswer(json, 'a.b.Echo', '"split at the last dot"', json, '"split at the last dot"')
  const bytes = randomBytes(100_000)
  assert.deepEqual(await call(raw, 'test.Bytes', bytes), { flags: raw, body: bytes })
  await assertAnswer(json, 'test.Bytes', '"aGk="', json, '"aGk="')
  await assertAnswer(proto, 'test.Proto', '\x0a\x02hi', proto, '\x0a\x02HI')
  await assertAnswer(json, 'test.Proto', '{"TEXT":"hi"}', json, '{"text":"HI"}')
  const answer = await call(msgpack, 'test.Echo', encode('hi'))
  assert.deepEqual([answer.flags, decode(answer.body)], [msgpack, 'hi'])
})

test('dispatch() writes 64-bit integers in full, and msgpack with its own names', async () => {
  await assertAnswer(json, 'test.Big', 'true', json, '1152921504606846977')
  const answer = await call(msgpack, 'test.Big', encode(true))
  assert.deepEqual(decode(answer.body, { useBigInt64: true }), { Created: 2n ** 60n + 1n })
})

test('dispatch() takes an empty body as the zero argument', async () => {
  // spec 02 #89
  await assertAnswer(json, 'test.Echo', '', json, '""')
  await assertAnswer(json, 'test.Echo', 'null', json, '""')
  await assertAnswer(raw, 'test.Bytes', '', raw, '')
  await assertAnswer(proto, 'test.Proto', '', proto, '\x0a\x00')
  assert.equal(decode((await call(msgpack, 'test.Echo')).body), '')
})

test('dispatch() picks the codec by precedence', async () => {
  // spec 02 #88
  await assertAnswer(proto | gob, 'test.Proto', '\x0a\x01x', proto, '\x0a\x01X')
  await assertAnswer(json | raw, 'test.Echo', '"x"', json, '"x"')
  await assertAnswer(msgpack | raw, 'test.Bytes', 'x', raw, 'x')
  await assertAnswer(json | control | error, 'test.Echo', '"x"', json, '"x"')
})

test('dispatch() refuses gob, and frames without a codec', async () => {
  await assertAnswer(gob, 'test.Echo', 'x', gob | error, 'gob codec is not supported')
  await assertAnswer(gob | raw, 'test.Bytes', 'x', raw | error, 'gob codec is not supported')
  await assertAnswer(0, 'test.Echo', 'x', 0x60, 'goridge_read_request_body: unknown decoder used in frame')
})

test('dispatch() answers errors with the method’s own text', async () => {
  // spec 02 #87, #92
  await assertAnswer(json, 'test.Fail', 'true', json | error, 'a: Network:\n\tb: EOF')
  await assertAnswer(
    proto,
    'test.FailLater',
    '',
    proto | error,
    'goridge_read_request_body: message type is not a proto',
  )
  await assertAnswer(json, 'test.FailLater', '', json | error, 'boom')
})

test('dispatch() names what it does not find', async () => {
  // spec 02 #78, §4.3
  await assertAnswer(json, 'nope', 'true', json | error, 'rpc: service/method request ill-formed: nope')
  await assertAnswer(json, 'nope.Nope', 'true', json | error, "rpc: can't find service nope.Nope")
  await assertAnswer(gob, 'test.Nope', 'true', gob | error, "rpc: can't find method test.Nope")
  await assertAnswer(json, 'Test.Echo', 'true', json | error, "rpc: can't find service Test.Echo")
  await assertAnswer(json, 'test.toString', 'true', json | error, "rpc: can't find method test.toString")
})

test('dispatch() says what is wrong with an argument', async () => {
  await assertAnswer(json, 'test.Echo', '5', json | error, 'json: cannot unmarshal number into Go value of type string')
  const broken = await call(json, 'test.Echo', '{')
  assert.equal(broken.flags, json | error)
  assert.match(broken.body.toString(), /^json: /)
  await assertAnswer(
    proto,
    'test.Proto',
    'x',
    proto | error,
    'goridge_read_request_body: proto: cannot parse invalid wire-format data',
  )
  await assertAnswer(proto, 'test.Echo', 'x', proto | error, 'goridge_read_request_body: message type is not a proto')
  assert.equal((await call(msgpack, 'test.Echo', '\xc1')).flags, msgpack | error)
})

test('dispatch() runs a RAW call of another type with the zero argument, and cannot write its result', async () => {
  await assertAnswer(raw, 'test.Echo', 'ignored', raw | error, 'unknown Raw payload type')
})
