import { METHODS } from 'node:http'
import { RRError } from '../../../lib/errors.ts'
import type { PoolConfig } from '../../../pool/config.ts'
import type { RouteConfig } from './config.ts'
import { compileMatch, covers, isSame } from './route-match.ts'

/** What routes are checked against. */
export interface RoutesConfig {
  readonly routes: readonly RouteConfig[]
  readonly pools: Readonly<Record<string, PoolConfig>>
  readonly classic?: object | undefined
}

/** Names of pools that have sections of their own. */
const ownSections = ['http', 'classic']

/** Refuses routes and pools that cannot mean what they say: raises RR_HTTP_ROUTE_INVALID or RR_HTTP_POOL_INVALID. */
export function checkRoutes({ routes, pools, classic }: RoutesConfig): void {
  routes.forEach((route, index) => {
    const fault = targetFault(route, pools, classic !== undefined) ?? matchFault(route)
    if (fault !== undefined) throw new RRError('RR_HTTP_ROUTE_INVALID', [index, ...fault])
  })
  checkReach(routes)
  for (const name of Object.keys(pools)) checkPool(name, routes)
}

type Fault = readonly [key: string, present: string, wanted: string]

function targetFault(
  { pool, fastcgi }: RouteConfig,
  pools: RoutesConfig['pools'],
  hasClassic: boolean,
): Fault | undefined {
  if (pool !== '' && fastcgi !== '') return ['fastcgi', fastcgi, 'either it or pool']
  if (fastcgi !== '') {
    if (!hasClassic) return ['fastcgi', fastcgi, 'a http.classic whose root has the scripts']
    return undefined
  }
  if (pool === 'http' || Object.hasOwn(pools, pool)) return undefined
  if (pool === 'classic') return hasClassic ? undefined : ['pool', pool, 'a section http.classic']
  const known = ['http', ...(hasClassic ? ['classic'] : []), ...Object.keys(pools)]
  return ['pool', pool, `one of ${known.join(', ')}`]
}

function matchFault({ match }: RouteConfig): Fault | undefined {
  const method = match.method.find((name) => !METHODS.includes(name))
  if (method !== undefined) return ['match.method', method, `a method of HTTP such as GET, in capitals`]
  if (match.path !== '' && !match.path.startsWith('/')) return ['match.path', match.path, 'a path that begins with /']
  if (/[?#]/.test(match.path)) return ['match.path', match.path, 'a path without query']
  if (/%[0-9A-Fa-f]{2}/.test(match.path)) return ['match.path', match.path, 'the path decoded']
  if (/\/\/|\/\.\.?(?:\/|$)/.test(match.path)) return ['match.path', match.path, 'no empty segment, . or ..']
  if (match.host !== '' && !/^(?:\*\.)?[^*/:\s]+$|^\[[^\]*]+\]$/.test(match.host))
    return ['match.host', match.host, 'a host without port, or *.example.com']
  return undefined
}

/** A route behind one that takes all its requests would never be used. */
function checkReach(routes: readonly RouteConfig[]): void {
  const matches = routes.map(({ match }) => compileMatch(match))
  matches.forEach((match, index) => {
    const earlier = matches.slice(0, index).findIndex((before) => covers(before, match))
    if (earlier === -1) return
    const twice = isSame(matches[earlier] as typeof match, match)
    const wanted = twice ? `no second one: it is the same as http.routes[${earlier}]` : reach(earlier)
    throw new RRError('RR_HTTP_ROUTE_INVALID', [index, 'match', matchText(routes[index] as RouteConfig), wanted])
  })
}

function reach(earlier: number): string {
  return `a place before http.routes[${earlier}], which takes all its requests`
}

function checkPool(name: string, routes: readonly RouteConfig[]): void {
  if (ownSections.includes(name)) throw new RRError('RR_HTTP_POOL_INVALID', [name, 'another name: this one is taken'])
  if (!/^\w+$/.test(name)) throw new RRError('RR_HTTP_POOL_INVALID', [name, 'a name of letters, digits and _'])
  if (!routes.some(({ pool }) => pool === name))
    throw new RRError('RR_HTTP_POOL_INVALID', [name, 'a route of http.routes that leads to it'])
}

function matchText({ match: { method, host, path } }: RouteConfig): string {
  return [method.join('|'), host, path].filter((part) => part !== '').join(' ') || 'everything'
}
