import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogFields, LogValue } from '../../lib/log.ts'
import { errorChainText, OpError } from '../../lib/op-error.ts'
import { Duration, Instant } from '../../lib/time.ts'
import type { Mode } from './modes.ts'
import { modeOf } from './modes.ts'
import { compact, encodeFields, quote, spaced } from './values.ts'

const production = modeOf('production') as Mode
const development = modeOf('development') as Mode
const raw = modeOf('raw') as Mode

test('quote() escapes as zap does', () => {
  // spec 02 §5.3
  assert.equal(quote('plain'), '"plain"')
  assert.equal(quote('"\\\n\r\t'), '"\\"\\\\\\n\\r\\t"')
  assert.equal(quote('\0\b\f\x1b\x1f'), '"\\u0000\\u0008\\u000c\\u001b\\u001f"')
  assert.equal(quote('<a href="x">&\x7f'), '"<a href=\\"x\\">&\x7f"')
  assert.equal(quote('žluť 😀 \u2028'), '"žluť 😀 \u2028"')
  assert.equal(quote('half \ud83d and \ude00'), '"half \\ufffd and \\ufffd"')
})

const values: readonly (readonly [value: LogValue, text: string])[] = [
  ['text', '"text"'],
  [0, '0'],
  [-1.5, '-1.5'],
  [1e-7, '0.0000001'],
  [1e21, '1000000000000000000000'],
  [Number.NaN, '"NaN"'],
  [Number.POSITIVE_INFINITY, '"+Inf"'],
  [Number.NEGATIVE_INFINITY, '"-Inf"'],
  [2n ** 63n, '9223372036854775808'],
  [true, 'true'],
  [null, 'null'],
  [new Error('boom'), '"boom"'],
  [Buffer.from('a\nb\xff', 'latin1'), '"a\\nb\\ufffd"'],
  [[], '[]'],
  [{}, '{}'],
  [{ a: { b: [1, 'x'] }, gone: undefined }, '{"a":{"b":[1,"x"]}}'],
]

for (const [value, text] of values) {
  test(`encodeFields() writes ${text}`, () => {
    assert.equal(encodeFields({ key: value }, production, compact), `"key":${text}`)
    assert.equal(encodeFields({ key: value }, production, spaced), `"key": ${text}`)
  })
}

test('encodeFields() spaces plain lists like the fields, and keeps nested objects compact', () => {
  assert.equal(
    encodeFields({ a: ['x', 'y'], o: { a: 1, b: [2, 3] } }, development, spaced),
    '"a": ["x", "y"], "o": {"a":1,"b":[2,3]}',
  )
  assert.equal(encodeFields({ a: [{ b: 1 }, 2] }, development, spaced), '"a": [{"b":1},2]')
})

test('encodeFields() leaves undefined fields out', () => {
  assert.equal(encodeFields({ a: undefined, b: 1, c: undefined }, development, spaced), '"b": 1')
})

test('encodeFields() keeps the order and the repetitions of pairs', () => {
  const pairs = [
    ['b', 1],
    ['0', 'x'],
    ['b', 2],
  ] as const
  assert.equal(encodeFields(pairs, production, compact), '"b":1,"0":"x","b":2')
  assert.equal(encodeFields([], production, compact), '')
})

test('encodeFields() writes durations and times as each mode does', () => {
  const texts = (value: LogValue): string[] =>
    [development, production, raw].map((mode) => encodeFields({ v: value }, mode, compact).slice(4))
  assert.deepEqual(texts(Duration.milliseconds(1500)), ['"1.5s"', '1.5', '1500000000'])
  assert.deepEqual(texts(Duration.milliseconds(300)), ['"300ms"', '0.3', '300000000'])
  assert.deepEqual(texts(new Duration(2500)), ['"2.5µs"', '0.0000025', '2500'])
  assert.deepEqual(texts(Duration.milliseconds(90_000)), ['"1m30s"', '90', '90000000000'])
  const instant = new Instant(1_700_000_000_000_000_001n)
  assert.deepEqual(texts(instant), ['"2023-11-14T22:13:20+0000"', '1700000000000000001', '1700000000000000001'])
})

test('encodeFields() ends on values that contain themselves', () => {
  const loop: Record<string, LogValue> = {}
  loop['self'] = loop as LogFields
  assert.match(encodeFields(loop, production, compact), /^"self":\{"self":.*"…"/)
})

test('errorChainText() says the causes that the message does not', () => {
  assert.equal(
    errorChainText(new OpError('a', 'Network', new OpError('b', undefined, new Error('EOF')))),
    'a: Network:\n\tb: EOF',
  )
  assert.equal(errorChainText(new Error('Cannot open', { cause: new Error('no entry') })), 'Cannot open: no entry')
  assert.equal(errorChainText(new Error('open: no entry', { cause: new Error('no entry') })), 'open: no entry')
  assert.equal(errorChainText(new AggregateError([new Error('one'), new Error('two')])), 'one; two')
})
