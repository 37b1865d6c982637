import type { z } from 'zod'
import { count, int, section, text } from '../../lib/scalars.ts'

/** The `status` section. Follows: spec 03 §11.1 */
export const statusConfig = section({
  address: text()
    .default('127.0.0.1:2114')
    .describe('Where to listen: host:port, :port for every address of the machine, or unix:///path.sock'),
  unavailable_status_code: count().default(503).describe('Status when a plugin is not healthy, or not ready'),
  check_timeout: int().default(60).describe('How long a request may take to arrive, seconds; 0 or less means 60'),
}).describe('Health and readiness over HTTP and RPC')

export type StatusConfig = z.infer<typeof statusConfig>
