import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTarget } from './target.ts'

/** Target, url, rawQuery. */
const rows: ReadonlyArray<readonly [string, string, string]> = [
  ['/', '/', ''],
  ['/a%2Fb?x=1', '/a%2Fb?x=1', 'x=1'],
  ['/a?', '/a?', ''],
  ['/a?b?c', '/a?b?c', 'b?c'],
  ['//evil/x', '//evil/x', ''],
  ['/a#b', '/a%23b', ''],
  ['/a?b#c', '/a?b%23c', 'b#c'],
  ['/a"b%2F', '/a%22b/', ''], // Go writes the whole path anew
  ["/!*'()", "/!*'()", ''],
  ['/\u00d0\u009f', '/%D0%9F', ''],
  ['/?q=\u00d0\u009f', '/?q=П', 'q=П'], // spec 09 #15
  ['/?q=\u00ff', '/?q=%FF', 'q=%FF'],
  ['*', '*', ''], // spec 09 #14
]

for (const [raw, url, rawQuery] of rows) {
  test(`parseTarget(${raw}) re-serialises`, () => {
    assert.deepEqual(parseTarget(raw), { url, rawQuery, absolute: false })
  })
}

test('parseTarget() leaves an absolute target as it is', () => {
  // spec 03 #27
  assert.deepEqual(parseTarget('http://h/x?a=1'), { url: 'http://h/x?a=1', rawQuery: 'a=1', absolute: true })
  assert.deepEqual(parseTarget('http://example.com?a=1'), {
    url: 'http://example.com?a=1',
    rawQuery: 'a=1',
    absolute: true,
  })
})

test('parseTarget() refuses broken escapes and what is no path', () => {
  for (const raw of ['/%zz', '/a%', 'foo', '?x', '/"%4']) assert.equal(parseTarget(raw), undefined, raw)
})
