/*
  Middleware that ships: one line each. Its section stands in ../config.ts.
*/
import type { AnyMiddleware } from '../chain.ts'
import { cache } from './cache.ts'
import { earlyHints } from './early-hints.ts'
import { gzip } from './gzip.ts'
import { headers } from './headers.ts'
import { httpMetrics } from './http-metrics.ts'
import { otel } from './otel.ts'
import { proxyIpParser } from './proxy-ip-parser.ts'
import { rateLimit } from './rate-limit.ts'
import { redirect } from './redirect.ts'
import { requestId } from './request-id.ts'
import { sendfile } from './sendfile.ts'
import { staticFiles } from './static.ts'

/** The middleware of this version. */
export const standardMiddleware = [
  headers,
  staticFiles,
  gzip,
  sendfile,
  httpMetrics,
  proxyIpParser,
  redirect,
  rateLimit,
  cache,
  earlyHints,
  requestId,
  otel,
] as unknown as readonly AnyMiddleware[]
