import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeaderNames } from '../header-names.ts'
import { headLines, interimLines } from './head-lines.ts'

const known = new HeaderNames()
const none = Buffer.alloc(0)
const lines = (pairs: string[], status = 200, body = none) => headLines(known, status, pairs, body)

test('headLines() spells names, keeps values apart and drops invalid names', () => {
  // spec 03 #73, #93
  const head = lines(['set-cookie', 'a', 'Set-Cookie', 'b', 'bad name', 'x', 'X-A', 'a\r\nB: c\0'])
  assert.deepEqual(head.lines, ['Set-Cookie', 'a', 'Set-Cookie', 'b', 'X-A', 'a  B: c '])
})

test('headLines() reports framing instead of passing it on', () => {
  const head = lines([
    'Content-Length',
    '5',
    'content-length',
    '6',
    'Transfer-Encoding',
    'chunked',
    'Connection',
    'close',
  ])
  assert.deepEqual(head, { lines: [], contentLength: 5, close: true, trailers: undefined })
  assert.equal(lines(['Content-Length', 'x']).contentLength, -1)
  assert.equal(lines(['Content-Length', '-1']).contentLength, -1)
})

test('headLines() strips what 204 and 304 must not carry', () => {
  assert.deepEqual(lines(['Content-Length', '5', 'Content-Type', 'a/b'], 304).lines, [])
  assert.equal(lines(['Content-Length', '5'], 204).contentLength, -1)
})

test('headLines() guesses a missing content type, unless the body is encoded', () => {
  const body = Buffer.from('<html>')
  assert.deepEqual(lines([], 200, body).lines, ['Content-Type', 'text/html; charset=utf-8'])
  assert.deepEqual(lines(['content-type', ''], 200, body).lines, ['Content-Type', ''])
  assert.deepEqual(lines(['Content-Encoding', 'gzip'], 200, body).lines, ['Content-Encoding', 'gzip'])
  assert.deepEqual(lines(['Transfer-Encoding', 'x'], 200, body).lines, [])
})

test('headLines() carries announced trailers out', () => {
  // spec 03 #78, #79
  const head = lines(['Trailer', 'foo, bar', 'Trailer', 'gone', 'foo', ' 1\t', 'bar', '2', 'baz', '3'])
  assert.deepEqual(head.lines, ['Baz', '3'])
  assert.deepEqual(head.trailers, ['Foo', '1', 'Bar', '2'])
  assert.equal(lines(['Trailer', 'Content-Length', 'Content-Length', '3']).contentLength, 3)
})

test('interimLines() leaves framing out', () => {
  assert.deepEqual(interimLines(known, ['link', '</a>', 'Content-Length', '3']), ['Link', '</a>'])
})
