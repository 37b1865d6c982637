import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeaderNames } from '../header-names.ts'
import { groupHeaders, readHead } from './head.ts'

const known = new HeaderNames()
const shown = (raw: readonly string[]) => Object.fromEntries(groupHeaders(readHead(known, raw)))

test('readHead() keeps Host, Transfer-Encoding and Trailer from PHP', () => {
  const raw = ['host', 'a', 'Transfer-Encoding', 'chunked', 'Trailer', 'x', 'accept', '*/*', 'User-Agent', '']
  assert.deepEqual(shown(raw), { Accept: ['*/*'], 'User-Agent': [''] }) // spec 03 #22
  const head = readHead(known, raw)
  assert.equal(head.host, 'a')
  assert.equal(head.chunked, true)
})

test('readHead() reports what decides about the body, and all cookies', () => {
  const head = readHead(known, [
    'Content-Type',
    'a/b',
    'content-type',
    'c/d',
    'Content-Length',
    '12',
    'Cookie',
    'a=1',
    'cookie',
    'b=2',
  ])
  assert.equal(head.contentType, 'a/b')
  assert.equal(head.contentLength, 12)
  assert.equal(head.cookie, 'a=1; b=2')
  assert.equal(head.repeated, true)
})

test('readHead() counts Host lines', () => assert.equal(readHead(known, ['Host', 'a', 'host', 'b']).hosts, 2))

test('readHead() groups repeated names in the order of arrival', () => {
  assert.deepEqual(shown(['X-A', '1', 'B', '2', 'x-a', '3']), { 'X-A': ['1', '3'], B: ['2'] })
  const many = Array.from({ length: 60 }, (_, index) => [`X-${index}`, 'v']).flat()
  assert.equal(readHead(known, many).repeated, true)
  assert.equal(Object.keys(shown(many)).length, 60)
})

test('readHead() adds Cache-Control to Pragma: no-cache', () => {
  assert.deepEqual(shown(['pragma', 'no-cache']), { Pragma: ['no-cache'], 'Cache-Control': ['no-cache'] })
  assert.deepEqual(shown(['pragma', 'no-cache', 'cache-control', 'x']), {
    Pragma: ['no-cache'],
    'Cache-Control': ['x'],
  })
})
