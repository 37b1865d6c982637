import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Duration, Instant, instantSecondText, nowNanoseconds, nowNanosecondText, nowSecondText } from './time.ts'

test('nowNanoseconds() and nowNanosecondText() are the wall clock and move forward', (t) => {
  const clock = heldClock(t)
  let last = 0n
  for (let round = 0; round < 1000; round++) {
    clock.pass(0.001 * (round % 5))
    const now = round % 2 === 0 ? nowNanoseconds() : BigInt(nowNanosecondText())
    assert.ok(now >= last)
    last = now
  }
  assert.ok(Math.abs(Number(last / 1_000_000n) - Date.now()) <= 3)
})

test('nowNanoseconds() follows the wall clock when that is set', (t) => {
  const clock = heldClock(t)
  nowNanoseconds()
  clock.set(3_600_000)
  assert.ok(Math.abs(Number(nowNanoseconds() / 1_000_000n) - Date.now()) <= 3)
  clock.set(-7_200_000)
  assert.ok(Math.abs(Number(nowNanoseconds() / 1_000_000n) - Date.now()) <= 3)
})

test('nowNanoseconds() does not step back when the process is held up between two readings', (t) => {
  const clock = heldClock(t)
  let last = nowNanoseconds()
  for (let reading = 1; reading < 8; reading++) {
    clock.holdUpAfter(reading, 50)
    const now = nowNanoseconds()
    assert.ok(now >= last, `after reading ${reading}`)
    clock.holdUpAfter(0, 0)
    const next = nowNanoseconds()
    assert.ok(next >= now, `behind reading ${reading}`)
    assert.ok(Math.abs(Number(next / 1_000_000n) - Date.now()) <= 3)
    last = next
  }
})

/** Both clocks in the hands of the test: time passes when it says so, and between two readings where it says so. */
function heldClock(t: TestContext): {
  pass(ms: number): void
  set(byMs: number): void
  holdUpAfter(reading: number, ms: number): void
} {
  let monotonicMs = performance.now()
  let shiftMs = Date.now() - monotonicMs
  let readingsLeft = 0
  let heldUpMs = 0
  const readings = (): void => {
    readingsLeft--
    if (readingsLeft === 0) monotonicMs += heldUpMs
  }
  t.mock.method(Date, 'now', () => {
    const now = Math.floor(monotonicMs + shiftMs)
    readings()
    return now
  })
  t.mock.method(performance, 'now', () => {
    const now = monotonicMs
    readings()
    return now
  })
  return {
    pass: (ms) => {
      monotonicMs += ms
    },
    set: (byMs) => {
      shiftMs += byMs
    },
    holdUpAfter: (reading, ms) => {
      readingsLeft = reading
      heldUpMs = ms
    },
  }
}

test('instantSecondText() and nowSecondText() write UTC with a numeric zone', () => {
  assert.equal(instantSecondText(new Instant(1_700_000_000_999_999_999n)), '2023-11-14T22:13:20+0000')
  assert.match(nowSecondText(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
})

test('Duration.milliseconds() keeps whole nanoseconds', () => {
  assert.equal(Duration.milliseconds(1.5).nanoseconds, 1_500_000)
  assert.equal(Duration.milliseconds(0.0000004).nanoseconds, 0)
})
