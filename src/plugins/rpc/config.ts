import type { z } from 'zod'
import { section, text } from '../../lib/scalars.ts'

/** Section `rpc`. Follows: spec 02 §4.1. */
export const config = section({
  listen: text()
    .default('tcp://127.0.0.1:6001')
    .describe('Where PHP and the rr command reach the server: tcp://host:port or unix://path'),
})

export type RpcConfig = z.infer<typeof config>
