import type { z } from 'zod'
import { section, text } from '../../lib/scalars.ts'

/** Section `store`. RoadRunner has none. */
export const storeConfig = section({
  file: text().default('courser.db').describe('Where the server keeps what is its own: dead letters'),
})

export type StoreConfig = z.infer<typeof storeConfig>
