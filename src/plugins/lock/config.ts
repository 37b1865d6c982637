import type { z } from 'zod'
import { anything, oneOf, section } from '../../lib/scalars.ts'

/** Section `lock`. RoadRunner has none: without it, everything is as there. */
export const lockConfig = section({
  driver: oneOf('memory', 'redis')
    .default('memory')
    .describe('Where locks live: in this process, or in a Redis that several servers share'),
  config: anything().describe('Options of the Redis connection, as those of a kv storage on redis'),
})

export type LockConfig = z.infer<typeof lockConfig>
