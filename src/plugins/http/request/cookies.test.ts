import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCookies } from './cookies.ts'

const cases: ReadonlyArray<readonly [string, string, Record<string, string>]> = [
  ['a plain pair', 'input=input-value', { input: 'input-value' }], // spec 03 #23
  ['escapes and plus, a broken one left out', 'a=%2B+x; b=%zz; c=1', { a: '+ x', c: '1' }], // spec 03 #24
  ['quotes around a value', 'a="b c"; d=""', { a: 'b c', d: '' }],
  ['a value that holds =', 'a=b=c', { a: 'b=c' }],
  ['names that are no tokens left out', 'a[b]=1; a b=2; c=3', { c: '3' }],
  ['forbidden bytes left out', 'a=x"y; b=x\\y; c=\u00e9; d=1', { d: '1' }],
  ['the last of equal names', 'a=1; b=2; a=3', { b: '2', a: '3' }],
  ['a name alone', 'a; =x; ;', { a: '' }],
  ['escaped bytes as bytes', 'a=%D0%9F', { a: '\u00d0\u009f' }],
]

for (const [name, header, wanted] of cases) {
  test(`parseCookies() gives ${name}`, () => assert.deepEqual(Object.fromEntries(parseCookies(header)), wanted))
}
