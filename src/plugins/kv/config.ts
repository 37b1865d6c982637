import type { z } from 'zod'
import { anything, map } from '../../lib/scalars.ts'

/** Section `kv`: storages by name. What is in one is decoded by its driver. Follows: spec 06 §1.1. */
export const kvConfig = map(anything()).describe(
  'Storages by the name that PHP uses: each has a driver and, under config, the options of that driver',
)

export type KvConfig = z.infer<typeof kvConfig>
