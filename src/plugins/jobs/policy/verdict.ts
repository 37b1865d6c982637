/*
  What becomes of a job that has failed, under the policy of its pipeline. `again`: back to its pipeline, after a delay. `bury`: to the dead
  letters, or dropped with an error line where there are none. `leave`: as without a policy (spec 04 §6.2, §6.3).

                          retry, runs left   retry, none left   dead_letter alone   max_deaths alone
    refused (fail, nack)       again              bury               bury               leave
    failed (error(), stream)   again              bury               bury               leave
    died (or exec_ttl)         again *            bury               bury **            again *
    malformed                  bury where dead_letter is set, else leave

    * bury at max_deaths   ** with max_deaths as well: again until then
  A worker that asks for the job again (`requeue`, or `nack` with the flag) has not failed: that is its own wish and counts for nothing.
*/
import type { JobHeaders } from '../contract.ts'
import type { Policy } from './config.ts'
import { countIn, tally } from './tallies.ts'

/** How a run went wrong. */
export type Failure = 'refused' | 'failed' | 'died' | 'malformed'

/** Why a job has failed for good, and how often it had failed by then. */
export interface Fate {
  readonly reason: string
  readonly attempts: number
  readonly deaths: number
}

/** What is to be done. */
export type Verdict =
  | { readonly kind: 'leave' }
  | { readonly kind: 'again'; readonly headers: JobHeaders; readonly delaySeconds: number }
  | { readonly kind: 'bury'; readonly fate: Fate }

const leave: Verdict = { kind: 'leave' }

/** Judges one failure. `chance` is a random number from 0 to 1. */
export function judge(failure: Failure, policy: Policy, headers: JobHeaders, chance: number): Verdict {
  const { retry, max_deaths: maxDeaths, dead_letter: deadLetter } = policy
  const deaths = countIn(headers, tally.deaths) + (failure === 'died' ? 1 : 0)
  const attempts = countIn(headers, tally.attempts) + 1
  const bury = (reason: string): Verdict => ({ kind: 'bury', fate: { reason, attempts, deaths } })
  if (failure === 'malformed') return deadLetter === '' ? leave : bury('its worker gave no answer to a job')
  const counted = {
    ...headers,
    [tally.attempts]: [`${attempts}`],
    ...(deaths > 0 ? { [tally.deaths]: [`${deaths}`] } : {}),
  }
  if (maxDeaths > 0 && failure === 'died') {
    if (deaths >= maxDeaths) return bury(`it cost ${deaths} workers (max_deaths)`)
    if (retry === undefined) return { kind: 'again', headers: counted, delaySeconds: 0 }
  }
  if (retry !== undefined) {
    if (attempts >= retry.attempts) return bury(`it failed ${attempts} times (retry.attempts)`)
    return { kind: 'again', headers: counted, delaySeconds: waitSeconds(retry, attempts, chance) }
  }
  return deadLetter === '' ? leave : bury('it failed')
}

/** Whole seconds before the next run: brokers know no smaller ones. */
function waitSeconds(retry: NonNullable<Policy['retry']>, attempts: number, chance: number): number {
  const fullMs = Math.min(retry.backoff * 2 ** (attempts - 1), retry.max_backoff)
  return Math.ceil((fullMs * (1 - retry.jitter * chance)) / 1000)
}
