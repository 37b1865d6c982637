import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatGoTime } from './go-time.ts'
import { Instant } from './time.ts'

// Sat Mar 7 2026 17:04:09.050600070 UTC
const instant = new Instant(BigInt(Date.UTC(2026, 2, 7, 17, 4, 9)) * 1_000_000n + 50_600_070n)

const cases: readonly (readonly [layout: string, text: string])[] = [
  ['2006-01-02T15:04:05Z07:00', '2026-03-07T17:04:09Z'],
  ['2006-01-02T15:04:05.999999999Z07:00', '2026-03-07T17:04:09.05060007Z'],
  ['02/Jan/06:15:04:05 -0700', '07/Mar/26:17:04:09 +0000'],
  ['Mon Jan _2 15:04:05 2006', 'Sat Mar  7 17:04:09 2026'],
  ['Monday, 02-Jan-06 15:04:05 MST', 'Saturday, 07-Mar-26 17:04:09 UTC'],
  ['3:04PM 03:04pm', '5:04PM 05:04pm'],
  ['15:04:05.000 05,000000 05.9', '17:04:09.050 09,050600 09'],
  ['1/2 4 5 002 __2', '3/7 4 9 066  66'],
  ['-07:00 -07 Z0700', '+00:00 +00 Z'],
  ['January', 'March'],
  ['no fields', 'no fields'],
]

test('formatGoTime() writes a moment as the layout shows', () => {
  for (const [layout, text] of cases) assert.equal(formatGoTime(layout, instant), text, layout)
})

test('formatGoTime() writes noon and midnight as 12', () => {
  const noon = new Instant(BigInt(Date.UTC(2026, 2, 7, 12)) * 1_000_000n)
  const midnight = new Instant(BigInt(Date.UTC(2026, 2, 7)) * 1_000_000n)
  assert.equal(formatGoTime('3PM', noon), '12PM')
  assert.equal(formatGoTime('3PM', midnight), '12AM')
})
