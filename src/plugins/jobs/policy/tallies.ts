import type { JobHeaders } from '../contract.ts'

/** Headers in which the counts of a job travel, whatever its backend. */
export const tally = {
  /** Runs that have failed. */
  attempts: 'rr-attempts',
  /** Workers that died while they ran it. */
  deaths: 'rr-deaths',
} as const

/** A count of a job; 0 for none, or for what is no number. */
export function countIn(headers: JobHeaders, name: string): number {
  const value = Number(headers[name]?.[0])
  return Number.isSafeInteger(value) && value > 0 ? value : 0
}

/** Headers without counts: the job begins anew. */
export function withoutCounts(headers: JobHeaders): JobHeaders {
  const { [tally.attempts]: _attempts, [tally.deaths]: _deaths, ...rest } = headers
  return rest
}
