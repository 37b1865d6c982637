import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Duration, Instant, instantSecondText, nowNanoseconds, nowNanosecondText, nowSecondText } from './time.ts'

test('nowNanoseconds() and nowNanosecondText() are the wall clock and move forward', () => {
  let last = 0n
  for (let round = 0; round < 1000; round++) {
    const now = round % 2 === 0 ? nowNanoseconds() : BigInt(nowNanosecondText())
    assert.ok(now > last)
    last = now
  }
  assert.ok(Math.abs(Number(last / 1_000_000n) - Date.now()) <= 3)
})

test('nowNanoseconds() follows the wall clock when that is set', (t) => {
  nowNanoseconds()
  const real = Date.now()
  const shift = 3_600_000
  t.mock.method(Date, 'now', () => real + shift)
  assert.ok(Math.abs(Number(nowNanoseconds() / 1_000_000n) - real - shift) <= 3)
  t.mock.restoreAll()
  assert.ok(Math.abs(Number(nowNanoseconds() / 1_000_000n) - Date.now()) <= 3)
})

test('instantSecondText() and nowSecondText() write UTC with a numeric zone', () => {
  assert.equal(instantSecondText(new Instant(1_700_000_000_999_999_999n)), '2023-11-14T22:13:20+0000')
  assert.match(nowSecondText(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
})

test('Duration.milliseconds() keeps whole nanoseconds', () => {
  assert.equal(Duration.milliseconds(1.5).nanoseconds, 1_500_000)
  assert.equal(Duration.milliseconds(0.0000004).nanoseconds, 0)
})
