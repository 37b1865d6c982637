import type { z } from 'zod'
import { bool, int, section, text } from '../../../lib/scalars.ts'

/** `http.headers.cors`. Follows: spec 03 §9.2 */
export const corsConfig = section({
  allowed_origin: text()
    .default('')
    .describe('Origins that may ask, comma list, each with at most one *. Empty means all'),
  allowed_origin_regex: text().default('').describe('Pattern of origins that may ask, in place of the list'),
  allowed_headers: text()
    .default('')
    .describe('Request headers allowed, comma list; * means any. Empty: accept, content-type, x-requested-with'),
  allowed_methods: text().default('').describe('Methods allowed, comma list. Empty: GET, POST, HEAD'),
  allow_credentials: bool().default(false).describe('Allow requests with cookies'),
  exposed_headers: text().default('').describe('Response headers that scripts may read, comma list'),
  max_age: int().default(0).describe('How long a preflight holds, seconds; 0 says nothing about it'),
  options_success_status: int().default(200).describe('Status of preflight replies'),
  debug: bool().default(false).describe('Log what was refused and why'),
}).describe('Cross-origin requests; present, even empty, turns it on')

export type CorsConfig = z.infer<typeof corsConfig>
