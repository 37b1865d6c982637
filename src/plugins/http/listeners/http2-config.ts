import type { z } from 'zod'
import { bool, count, section } from '../../../lib/scalars.ts'

/** Streams of one connection when the section says nothing; RoadRunner's figure. */
export const defaultStreams = 128

/** The `http.http2` section. Follows: spec 03 §2.5 */
export const http2Config = section({
  h2c: bool().default(false).describe('Speak HTTP/2 without TLS, too, to clients that begin with it'),
  max_concurrent_streams: count()
    .default(defaultStreams)
    .describe('Requests that a client may have open on one connection; 0 means 128'),
  max_header_size: count()
    .default(128 * 1024)
    .describe(
      'Largest block of request headers, bytes, counted as HTTP/2 does (32 more for each header); beyond 144 KiB there is another limit',
    ),
  max_resets: count()
    .default(1000)
    .describe('Requests that a client may take back at once before it is cut off; 33 more each second'),
}).describe('HTTP/2, which HTTPS always speaks')

/** What a listener of HTTP/2 runs by. */
export type Http2Config = z.infer<typeof http2Config>
