import type { Logger } from '../../../lib/log.ts'
import type { PoolConfig } from '../../../pool/config.ts'
import type { Server } from '../../server/contract.ts'
import { classicOpener, fastcgiOpener } from '../classic/openers.ts'
import type { HttpConfig } from '../config.ts'
import { warmupRequests } from '../warmup.ts'
import type { RouteConfig } from './config.ts'
import type { PoolOpener } from './pool-set.ts'
import { compileMatch } from './route-match.ts'
import type { Route } from './route-table.ts'

/** What PHP is told about what it serves. */
export const workerEnv = { RR_MODE: 'http' }

/** What only one thread can serve, if there is such. */
export function besidePool({ classic, pools, routes }: HttpConfig): string | undefined {
  if (classic !== undefined) return 'http.classic'
  const names = Object.keys(pools).map((name) => `http.pools.${name}`)
  return names[0] ?? (routes.length > 0 ? 'http.routes' : undefined)
}

/** The pools that a configuration asks for, the first for every request that no route takes. */
export function poolOpeners(config: HttpConfig, server: Server, logger: (channel: string) => Logger): PoolOpener[] {
  const { classic, pools, routes } = config
  const first =
    classic === undefined
      ? opener('http', 'http.pool', config.pool, config, server)
      : classicOpener(classic, server, logger('server'))
  const beside = routes.some(({ pool }) => nameOf(pool, config) === 'http:pool')
  const named = Object.entries(pools).map(([name, pool]) =>
    opener(`http:${name}`, `http.pools.${name}`, pool, config, server),
  )
  return [
    first,
    ...(beside ? [opener('http:pool', 'http.pool', config.pool, config, server)] : []),
    ...named,
    ...(classic === undefined ? [] : fastcgiAddresses(routes).map((address) => fastcgiOpener(address, classic))),
  ]
}

/** The routes, each with the name of its pool; undefined when there are none. */
export function routesOf(config: HttpConfig): Route<string>[] | undefined {
  const { routes } = config
  if (routes.length === 0) return undefined
  return routes.map(({ match, pool, fastcgi }) => ({
    match: compileMatch(match),
    to: fastcgi === '' ? nameOf(pool, config) : `fastcgi:${fastcgi}`,
  }))
}

/** A pool under the name that `rr workers` shows. With http.classic, the plugin's own name is that of its processes. */
function nameOf(pool: string, { classic }: HttpConfig): string {
  if (pool === 'classic') return 'http'
  if (pool === 'http') return classic === undefined ? 'http' : 'http:pool'
  return `http:${pool}`
}

function fastcgiAddresses(routes: readonly RouteConfig[]): string[] {
  return [...new Set(routes.map(({ fastcgi }) => fastcgi).filter((address) => address !== ''))]
}

function opener(name: string, section: string, pool: PoolConfig, { codec }: HttpConfig, server: Server): PoolOpener {
  const warmup = warmupRequests(pool.warmup, codec)
  const open: PoolOpener['open'] = () => server.newPool(pool, workerEnv, { plugin: 'http', section, warmup })
  return { name, runsScripts: false, open }
}
