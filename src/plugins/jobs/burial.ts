import { RRError } from '../../lib/errors.ts'
import { messageOf } from './dead-letter.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { Pipeline } from './pipeline.ts'
import type { Bury } from './settlement.ts'

/** The word for the server's store, in the place of a pipeline. */
export const storeTarget = 'store'

/** Headers of a job that comes into a pipeline as a dead letter of another. */
export const deadHeader = {
  pipeline: 'rr-dead-pipeline',
  reason: 'rr-dead-reason',
  attempts: 'rr-dead-attempts',
} as const

/** What dead letters are brought to. */
export interface BurialOptions {
  readonly letters: DeadLetters
  /** A pipeline by name. Raises when it is gone. */
  readonly find: (name: string) => Pipeline
}

/** Brings jobs that have failed for good to where their pipeline wants them. */
export function burial({ letters, find }: BurialOptions): Bury {
  return (delivery, source, fate) => {
    const target = source.policy?.dead_letter ?? ''
    if (target === storeTarget) return letters.keep(delivery, source, fate)
    const pipeline = find(target)
    const about = {
      [deadHeader.pipeline]: [source.pipeline],
      [deadHeader.reason]: [fate.reason],
      [deadHeader.attempts]: [`${fate.attempts}`],
      // A pool that was named for the pipeline it comes from.
      ...(pipeline.pool === '' ? {} : { pool: [pipeline.pool] }),
    }
    return pipeline.push(messageOf(delivery, pipeline.pipeline, about))
  }
}

/**
 * Raises RR_JOBS_DEAD_LETTER_TARGET when dead letters of a pipeline would go nowhere, or round in a circle. `targetOf` answers the target
 * of a pipeline, '' for none, undefined for a pipeline that is not there.
 */
export function checkTarget(pipeline: string, target: string, targetOf: (name: string) => string | undefined): void {
  const seen = new Set([pipeline])
  for (let next = target; next !== '' && next !== storeTarget; ) {
    if (seen.has(next)) throw new RRError('RR_JOBS_DEAD_LETTER_TARGET', [pipeline, target, 'which leads in a circle'])
    seen.add(next)
    const beyond = targetOf(next)
    if (beyond === undefined)
      throw new RRError('RR_JOBS_DEAD_LETTER_TARGET', [pipeline, target, `${next} is not there`])
    next = beyond
  }
}
