import type { PoolConfig } from '../../../pool/config.ts'
import type { Server } from '../../server/contract.ts'
import type { HttpConfig } from '../config.ts'
import { warmupRequests } from '../warmup.ts'
import type { PoolOpener } from './pool-set.ts'
import { compileMatch } from './route-match.ts'
import type { Route } from './route-table.ts'

/** What PHP is told about what it serves. */
export const workerEnv = { RR_MODE: 'http' }

/** What only one thread can serve, if there is such. */
export function besidePool({ pools, routes }: HttpConfig): string | undefined {
  const names = Object.keys(pools).map((name) => `http.pools.${name}`)
  return names[0] ?? (routes.length > 0 ? 'http.routes' : undefined)
}

/** The pools that a configuration asks for, the first for every request that no route takes. */
export function poolOpeners(config: HttpConfig, server: Server): PoolOpener[] {
  const named = Object.entries(config.pools).map(([name, pool]) =>
    opener(`http:${name}`, pool, `http.pools.${name}`, config, server),
  )
  return [opener('http', config.pool, 'http.pool', config, server), ...named]
}

/** The routes, each with the name of its pool; undefined when there are none. */
export function routesOf({ routes }: HttpConfig): Route<string>[] | undefined {
  if (routes.length === 0) return undefined
  return routes.map(({ match, pool }) => ({
    match: compileMatch(match),
    to: pool === 'http' ? 'http' : `http:${pool}`,
  }))
}

function opener(name: string, pool: PoolConfig, section: string, { codec }: HttpConfig, server: Server): PoolOpener {
  const warmup = warmupRequests(pool.warmup, codec)
  return { name, open: () => server.newPool(pool, workerEnv, { plugin: 'http', section, warmup }) }
}
