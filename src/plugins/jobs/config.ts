import type { z } from 'zod'
import { anything, count, list, map, section, text } from '../../lib/scalars.ts'
import { poolConfig } from '../../pool/config.ts'
import { policyFields } from './policy/config.ts'

/** Section `jobs`. Follows: spec 04 §2.1 */
export const jobsConfig = section({
  num_pollers: count().default(0).describe('Accepted and ignored: a job is dispatched when a worker is free'),
  pipeline_size: count()
    .default(1_000_000)
    .describe('Most jobs taken from all pipelines that wait for a worker; 0 means the default'),
  timeout: count().default(60).describe('Seconds that a call to a broker may take; 0 means the default'),
  options: section({
    parallelism: count().default(0).describe('Pipelines that are started or stopped at the same time; 0 means 5'),
  }).optional(),
  pool: poolConfig.optional().describe('Workers that run the jobs'),
  pools: map(poolConfig).describe('Named pools instead of `pool`; the header `pool` of a job selects one'),
  pipelines: map(
    section({
      driver: text().describe('Kind of backend'),
      pool: text().describe('Named pool that runs the jobs of this pipeline'),
      priority: anything().describe('Priority of jobs that have none of their own; smaller runs earlier. Default 10'),
      config: anything().describe('Options of the driver'),
      ...policyFields,
    }),
  ).describe('Pipelines by name'),
  consume: list(text()).describe('Pipelines that are started with the server, or when they are declared'),
})

export type JobsConfig = z.infer<typeof jobsConfig>
