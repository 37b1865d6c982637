/** A span of time, as the log prints it (each log mode has its own form). Nanoseconds, as a number: exact below 104 days. */
export class Duration {
  readonly nanoseconds: number
  constructor(nanoseconds: number) {
    this.nanoseconds = nanoseconds
  }
  static milliseconds(value: number): Duration {
    return new Duration(Math.round(value * 1e6))
  }
}

/** A point in time, as the log prints it. Nanoseconds since 1970, UTC. */
export class Instant {
  readonly nanoseconds: bigint
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
  static now(): Instant {
    return new Instant(nowNanoseconds())
  }
}

/** How far our clock may be from the system's before it is set again: NTP, a suspended machine. */
const driftMaxMs = 2

/** Wall clock minus monotonic clock, as whole milliseconds and the fraction left: their sum would lose digits. */
let offsetMs = Math.floor(performance.timeOrigin)
let offsetFraction = 0
/** The last reading: whole milliseconds since 1970, and nanoseconds within that millisecond. */
let milliseconds = 0
let nanoseconds = 0

/** Wall clock in nanoseconds since 1970: the precision that log lines and `created` of a worker carry. */
export function nowNanoseconds(): bigint {
  readClock()
  return BigInt(milliseconds) * 1_000_000n + BigInt(nanoseconds)
}

/** The same as digits, at half the cost: what a log line needs. */
export function nowNanosecondText(): string {
  readClock()
  return String(milliseconds) + String(1_000_000 + nanoseconds).slice(1)
}

function readClock(): void {
  readMonotonic()
  if (Math.abs(Date.now() - milliseconds) <= driftMaxMs) return
  if (setClock()) readMonotonic()
}

/** Sets the offset, unless the process was held up between the readings each time: then the clock may be right as it is. */
function setClock(): boolean {
  for (let attempt = 0; attempt < 5; attempt++) {
    const monotonicMs = performance.now()
    const wallMs = Date.now()
    if (performance.now() - monotonicMs > driftMaxMs / 2) continue
    readMonotonic()
    if (Math.abs(wallMs - milliseconds) <= driftMaxMs) return false
    offsetMs = wallMs - Math.ceil(monotonicMs)
    offsetFraction = Math.ceil(monotonicMs) - monotonicMs
    return true
  }
  return false
}

function readMonotonic(): void {
  const sinceOffset = performance.now() + offsetFraction
  const whole = Math.floor(sinceOffset)
  milliseconds = offsetMs + whole
  nanoseconds = Math.floor((sinceOffset - whole) * 1e6)
}

let second = -1
let secondText = ''

/** Now as `2026-11-23T09:56:53+0000`, UTC. */
export function nowSecondText(): string {
  const now = Math.floor(Date.now() / 1000)
  if (now !== second) {
    second = now
    secondText = secondTextOf(now)
  }
  return secondText
}

/** A point in time as `2026-11-23T09:56:53+0000`, UTC. */
export function instantSecondText(instant: Instant): string {
  return secondTextOf(Number(instant.nanoseconds / 1_000_000_000n))
}

function secondTextOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+0000`
}
