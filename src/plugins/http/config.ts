import type { z } from 'zod'
import { anything, bool, count, durationMs, list, oneOf, section, text } from '../../lib/scalars.ts'
import { poolConfig } from '../../pool/config.ts'
import { classicConfig } from './classic/config.ts'
import { http2Config } from './listeners/http2-config.ts'
import { sslConfig } from './listeners/ssl.ts'
import { cacheConfig } from './middleware/cache.ts'
import { earlyHintsConfig } from './middleware/early-hints.ts'
import { gzipConfig } from './middleware/gzip.ts'
import { headersConfig } from './middleware/headers.ts'
import { proxyFields } from './middleware/proxy-ip-parser.ts'
import { rateLimitConfig } from './middleware/rate-limit.ts'
import { redirectConfig } from './middleware/redirect.ts'
import { requestIdConfig } from './middleware/request-id.ts'
import { sendfileConfig } from './middleware/sendfile.ts'
import { staticConfig } from './middleware/static.ts'
import { routeFields } from './routes/config.ts'
import { slowLogConfig } from './slow-log-config.ts'

const uploads = section({
  dir: text().default('').describe("Folder of uploaded files; empty means the system's folder for temporary files"),
  forbid: list(text()).default([]).describe('Extensions refused, lower-case with the dot: .php, .exe'),
  allow: list(text()).default([]).describe('Extensions taken, lower-case with the dot. Empty means all'),
}).describe('Files that clients upload')

const fcgiConfig = section({
  address: text().default('').describe('Where to listen: host:port, tcp://host:port or unix:///path.sock'),
}).describe('FastCGI, for a web server in front')

const timeouts = section({
  header: durationMs()
    .default(300_000)
    .describe('How long a client may take to send the head of a request; 0 means no limit'),
  read: durationMs().default(300_000).describe('How long a client may take to send a whole request; 0 means no limit'),
  write: durationMs()
    .default(300_000)
    .describe('How long a client may leave bytes of a response lying; 0 means no limit'),
  idle: durationMs()
    .default(3_600_000)
    .describe('How long a connection may wait for its next request; 0 means no limit'),
}).describe('Limits against slow clients')

/** The `http` section. Follows: spec 03 §1.1 */
export const httpConfig = section({
  address: text()
    .default('')
    .describe('Where to listen: host:port, :port, [v6]:port, tcp://host:port or unix:///path.sock'),
  codec: oneOf('json', 'protobuf')
    .default('json')
    .describe('How PHP gets the request: json, which every SDK reads, or protobuf'),
  internal_error_code: count().default(500).describe('Status when a worker fails or none is free'),
  access_logs: bool().default(false).describe('One detailed record per request instead of a short one'),
  max_request_size: count().default(1000).describe('Largest request body, MiB; 0 means 1000'),
  raw_body: bool().default(false).describe('Hand forms to PHP unparsed'),
  middleware: list(text()).default([]).describe('Middleware, the last one outermost'),
  middleware_outermost: oneOf('last', 'first')
    .default('last')
    .describe('Which end of the list of middleware meets the client'),
  uploads: uploads,
  timeouts: timeouts,
  headers: headersConfig.optional(),
  static: staticConfig.optional(),
  gzip: gzipConfig.optional(),
  sendfile: sendfileConfig.optional(),
  redirect: redirectConfig.optional(),
  rate_limit: rateLimitConfig.optional(),
  cache: cacheConfig.optional(),
  early_hints: earlyHintsConfig.optional(),
  request_id: requestIdConfig.optional(),
  threads: text()
    .default('1')
    .describe(
      'Threads that take connections, each with a share of the workers: a number, or auto (1 up to four cores, then one for each four, at most 8). 1 is fastest on few cores',
    ),
  pool: poolConfig,
  ...routeFields,
  classic: classicConfig.optional(),
  slow_log: slowLogConfig.optional(),
  ...proxyFields,
  ssl: sslConfig.optional(),
  http2: http2Config.optional(),
  http3: anything().optional().describe('HTTP/3; this version does not have it yet'),
  fcgi: fcgiConfig,
}).describe('Serves HTTP by PHP workers')

export type HttpConfig = z.infer<typeof httpConfig>
