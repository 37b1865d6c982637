import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTimeout, parseTimeout } from './timeout.ts'

test('parseTimeout() reads RFC 3339', () => {
  // spec 06 #30
  const noon = Date.UTC(2026, 10, 24, 12)
  const cases: readonly (readonly [text: string, ms: number])[] = [
    ['2026-11-24T12:00:00Z', noon],
    ['2026-11-24T12:00:00+00:00', noon],
    ['2026-11-24T13:30:00+01:30', noon],
    ['2026-11-24T05:00:00-07:00', noon],
    ['2026-11-24T12:00:00.25Z', noon + 250],
    ['2026-11-24T12:00:00,123456789Z', noon + 123.456789],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
  ]
  for (const [text, ms] of cases) assert.equal(parseTimeout(text), ms, text)
})

test("parseTimeout() refuses everything else, in Go's words", () => {
  // spec 06 #30
  const layout = '"2006-01-02T15:04:05Z07:00"'
  const cases: readonly (readonly [text: string, why: string])[] = [
    ['x', ` as ${layout}: cannot parse "x" as "2006"`],
    ['2026-11-24', ` as ${layout}: cannot parse "" as "T"`],
    ['2026-11-24 12:00:00Z', ` as ${layout}: cannot parse " 12:00:00Z" as "T"`],
    ['2026-11-24t12:00:00Z', ` as ${layout}: cannot parse "t12:00:00Z" as "T"`],
    ['2026-11-24T12:00:00', ` as ${layout}: cannot parse "" as "Z07:00"`],
    ['2026-11-24T12:00:00z', ` as ${layout}: cannot parse "z" as "Z07:00"`],
    ['2026-13-24T12:00:00Z', ': month out of range'],
    ['2026-00-24T12:00:00Z', ': month out of range'],
    ['2026-02-29T12:00:00Z', ': day out of range'],
    ['2026-02-00T12:00:00Z', ': day out of range'],
    ['2026-02-01T24:00:00Z', ': hour out of range'],
    ['2026-02-01T23:60:00Z', ': minute out of range'],
    ['2026-02-01T23:59:60Z', ': second out of range'],
    ['2026-02-01T23:59:59Z!', ': extra text: "!"'],
  ]
  for (const [text, why] of cases) {
    assert.throws(() => parseTimeout(text), { message: `parsing time ${JSON.stringify(text)}${why}` }, text)
  }
})

test('formatTimeout() writes what PHP parses', () => {
  // spec 06 #27
  assert.equal(formatTimeout(Date.UTC(2026, 10, 24, 12, 0, 5, 999)), '2026-11-24T12:00:05+00:00')
})
