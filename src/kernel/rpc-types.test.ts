import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RpcType } from './rpc.ts'
import { boolType, bytesType, listType, stringType, structType } from './rpc-types.ts'

const entry = structType({
  message: stringType,
  log_attrs: listType(structType({ key: stringType, value: stringType })),
  urgent: boolType,
})

test('types give their zero value for null', () => {
  const types: readonly (readonly [type: RpcType<unknown>, zero: unknown])[] = [
    [boolType, false],
    [stringType, ''],
    [bytesType as RpcType<unknown>, new Uint8Array()],
    [listType(stringType) as RpcType<unknown>, []],
    [entry as RpcType<unknown>, { message: '', log_attrs: [], urgent: false }],
  ]
  for (const [type, zero] of types) {
    assert.deepEqual(type.parse(null), zero)
    assert.deepEqual(type.zero, zero)
  }
})

test('types refuse other kinds with the texts of Go', () => {
  // spec 02 §4.4
  assert.throws(() => stringType.parse(1), { message: 'json: cannot unmarshal number into Go value of type string' })
  assert.throws(() => boolType.parse('x'), { message: 'json: cannot unmarshal string into Go value of type bool' })
  assert.throws(() => bytesType.parse(true), { message: 'json: cannot unmarshal bool into Go value of type []uint8' })
  assert.throws(() => listType(boolType).parse({}), {
    message: 'json: cannot unmarshal object into Go value of type []interface {}',
  })
  assert.throws(() => entry.parse([]), { message: 'json: cannot unmarshal array into Go value of type struct' })
  assert.throws(() => listType(stringType).parse([1n]), /unmarshal number into/)
})

test('structType() matches keys in any letter case and ignores unknown ones', () => {
  const value = entry.parse({
    MESSAGE: 'm',
    Log_Attrs: [{ Key: 'k', value: 'v', other: 1 }],
    unknown: {},
    __proto__: null,
  })
  assert.deepEqual(value, { message: 'm', log_attrs: [{ key: 'k', value: 'v' }], urgent: false })
  assert.deepEqual(entry.format(value), { message: 'm', log_attrs: [{ key: 'k', value: 'v' }], urgent: false })
})

test('bytesType takes base64 from JSON and bytes from msgpack', () => {
  assert.equal(Buffer.from(bytesType.parse('aGk=')).toString(), 'hi')
  const bytes = new Uint8Array([1])
  assert.equal(bytesType.parse(bytes), bytes)
})
