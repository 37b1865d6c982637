import type { MatchConfig } from './config.ts'
import { compilePath, type PathPattern } from './path-pattern.ts'

/** `match` of a route, compiled. */
export interface RouteMatch {
  readonly path: PathPattern
  /** Undefined: any. */
  readonly methods: ReadonlySet<string> | undefined
  readonly host: HostPattern | undefined
}

/** A pattern for hosts: the name, or what every name ends with. */
export interface HostPattern {
  readonly name: string
  readonly subdomains: boolean
}

/** Compiles the `match` of a route. */
export function compileMatch({ path, method, host }: MatchConfig): RouteMatch {
  return {
    path: compilePath(path),
    methods: method.length === 0 ? undefined : new Set(method),
    host: host === '' ? undefined : compileHost(host.toLowerCase()),
  }
}

/** Whether a request fits. `url` is decoded up to `end`; `host` may carry a port. */
export function fits(match: RouteMatch, method: string, host: string, url: string, end: number): boolean {
  if (match.methods !== undefined && !match.methods.has(method)) return false
  if (!match.path.matches(url, end)) return false
  return match.host === undefined || hostFits(match.host, host)
}

/** Whether a match takes every request that the other takes. */
export function covers(match: RouteMatch, other: RouteMatch): boolean {
  return match.path.covers(other.path) && methodsCover(match, other) && hostCovers(match.host, other.host)
}

/** Whether two take the same requests, as far as their texts tell. */
export function isSame(one: RouteMatch, other: RouteMatch): boolean {
  return covers(one, other) && covers(other, one)
}

function compileHost(host: string): HostPattern {
  return host.startsWith('*.') ? { name: host.slice(1), subdomains: true } : { name: host, subdomains: false }
}

function hostFits({ name, subdomains }: HostPattern, host: string): boolean {
  const given = nameOf(host)
  return subdomains ? given.length > name.length && given.endsWith(name) : given === name
}

/** Without port and final dot, lower-case. */
function nameOf(host: string): string {
  return host
    .replace(/(?::\d*)?$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

function methodsCover({ methods }: RouteMatch, other: RouteMatch): boolean {
  if (methods === undefined) return true
  return other.methods !== undefined && [...other.methods].every((method) => methods.has(method))
}

function hostCovers(one: HostPattern | undefined, other: HostPattern | undefined): boolean {
  if (one === undefined) return true
  if (other === undefined) return false
  if (!one.subdomains) return !other.subdomains && one.name === other.name
  return other.name.endsWith(one.name) && (other.subdomains || other.name.length > one.name.length)
}
