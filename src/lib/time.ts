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

const startedAt = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint()

/** Wall clock in nanoseconds since 1970: the precision that log lines and `created` of a worker carry. */
export function nowNanoseconds(): bigint {
  return startedAt + process.hrtime.bigint()
}
