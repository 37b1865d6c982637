import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outside, pathOf } from './path.ts'

const rows: ReadonlyArray<readonly [target: string, expected: ReturnType<typeof pathOf>]> = [
  ['/a.css', '/a.css'],
  ['/a.css?v=..', '/a.css'],
  ['/a%20b.css', '/a b.css'],
  ['/%C3%A4.css', '/ä.css'],
  ['/\xc3\xa4.css', '/ä.css'],
  ['/../etc/passwd', outside],
  ['/a/..%2fb', outside],
  ['/%2e%2e/b', outside],
  ['/%252e%252e/b', '/%2e%2e/b'],
  ['/a%00.css', undefined],
  ['/a%0', undefined],
  ['/%ff.css', undefined],
  ['http://h/../a.css', undefined],
  ['*', undefined],
]

for (const [target, expected] of rows) {
  test(`pathOf(${JSON.stringify(target)})`, () => {
    // spec 03 #127
    assert.equal(pathOf(target), expected)
  })
}
