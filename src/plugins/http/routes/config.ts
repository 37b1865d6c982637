import type { z } from 'zod'
import { list, map, section, text } from '../../../lib/scalars.ts'
import { poolConfig } from '../../../pool/config.ts'

const match = section({
  path: text()
    .default('')
    .describe(
      'Path: exact; /x/* for /x and all below it; or with * for a part of one segment and ** for any part. Empty means any',
    ),
  method: list(text()).default([]).describe('Methods: GET, POST. Empty means any'),
  host: text().default('').describe('Host without port: exact, or *.example.com for its subdomains. Empty means any'),
}).describe('Which requests; all that is given must fit')

const route = section({
  match,
  pool: text().default('').describe('Name of a pool of http.pools; http for http.pool, classic for http.classic'),
  fastcgi: text()
    .default('')
    .describe(
      'In the place of pool: a php-fpm that runs the scripts of http.classic, tcp://host:port or unix:///path.sock',
    ),
})

/** `http.routes` and `http.pools`. */
export const routeFields = {
  routes: list(route).default([]).describe('Requests for other pools; the first that fits counts'),
  pools: map(poolConfig)
    .default({})
    .describe('Pools beside http.pool, by name (letters, digits, _), each as http.pool. Shown as http:NAME'),
}

/** One entry of `http.routes`. */
export type RouteConfig = z.infer<typeof route>
/** Its `match`. */
export type MatchConfig = RouteConfig['match']
