import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRanges } from './ranges.ts'

const rows: ReadonlyArray<readonly [header: string, expected: ReturnType<typeof parseRanges>]> = [
  ['', undefined],
  ['bytes=0-4', [{ start: 0, end: 4 }]],
  ['bytes=5-', [{ start: 5, end: 9 }]],
  ['bytes=-3', [{ start: 7, end: 9 }]],
  ['bytes=-30', [{ start: 0, end: 9 }]],
  ['bytes=8-100', [{ start: 8, end: 9 }]],
  [
    'bytes=0-0, 9-9',
    [
      { start: 0, end: 0 },
      { start: 9, end: 9 },
    ],
  ],
  ['bytes=0-0,20-30', [{ start: 0, end: 0 }]],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=4-2', 'unsatisfiable'],
  ['bytes=a-b', 'unsatisfiable'],
  ['bytes=-', 'unsatisfiable'],
  ['items=0-1', 'unsatisfiable'],
  ['bytes=0-9,0-9', undefined],
  [`bytes=${'0-0,'.repeat(65)}`, undefined],
]

for (const [header, expected] of rows) {
  test(`parseRanges(${JSON.stringify(header.slice(0, 30))}) of ten bytes`, () => {
    assert.deepEqual(parseRanges(header, 10), expected)
  })
}

test('parseRanges() of an empty file asks for the whole', () => {
  assert.equal(parseRanges('bytes=0-', 0), undefined)
})
