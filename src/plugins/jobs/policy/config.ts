import type { z } from 'zod'
import { bool, count, durationMs, number, oneOf, section, text } from '../../../lib/scalars.ts'

/** How often a job that fails runs, and when. */
const retry = section({
  attempts: count().default(3).describe('Most runs of a job, the first one included'),
  backoff: durationMs()
    .default(1000)
    .describe('Wait before the second run, doubled for each one after it; in whole seconds, rounded up'),
  max_backoff: durationMs().default(3_600_000).describe('Longest wait before a run'),
  jitter: number().default(0.2).describe('Part of a wait that is left to chance, 0 to 1'),
})

/** Pushes that are one and the same. */
const unique = section({
  header: text().default('rr-unique').describe('Header whose value is the key; a job without it is pushed as ever'),
  ttl: durationMs().default(3_600_000).describe('How long a key is taken after a push'),
  scope: oneOf('instance', 'shared').describe(
    'Who knows the keys: this server, or with `lock.driver: redis` all that share it',
  ),
  ignore: bool().default(false).describe('Answer a push whose key is taken as if it were accepted, not with an error'),
})

/** What a pipeline may ask for beyond RoadRunner: optional keys of its entry, or of its `config`. */
export const policyFields = {
  retry: retry.optional().describe('Run a job that fails again'),
  dead_letter: text().describe('Where jobs go that have failed for good: `store`, or another pipeline'),
  max_deaths: count().describe('Workers that a job may cost before it counts as poison; 0 means no limit'),
  concurrency: count().describe('Most jobs of this pipeline that run at a time in this server; 0 means no limit'),
  key: text().describe('Header by whose value jobs run one at a time, in the order they came'),
  unique: unique.optional().describe('Refuse a job while one of the same key was pushed not long ago'),
}

/** The policy of a pipeline. */
export const policyConfig = section(policyFields)

export type Policy = z.infer<typeof policyConfig>

/** Its keys, which are none of the driver's. */
export const policyKeys: ReadonlySet<string> = new Set(Object.keys(policyFields))
