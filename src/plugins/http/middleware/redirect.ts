import type { z } from 'zod'
import { bool, count, list, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'

const rule = section({
  from: text().describe('Path, exactly; or its beginning, ending in *'),
  to: text().describe('Path or URL; * stands for what the * of from matched. The query is kept'),
  status: count().default(308).describe('301, 302, 303, 307 or 308'),
})

/** `http.redirect`. */
export const redirectConfig = section({
  https: bool().default(false).describe('Send clients of plain HTTP to the same address with https'),
  https_port: count().default(443).describe('Port of https'),
  trust_proxy: bool()
    .default(false)
    .describe('Believe X-Forwarded-Proto: for a server that only a proxy which ends TLS can reach'),
  rules: list(rule).default([]).describe('Moved addresses, the first that matches counts'),
}).describe('Moved addresses and https. Needs its name in http.middleware')

type RedirectConfig = z.infer<typeof redirectConfig>
type Rule = RedirectConfig['rules'][number]

/** What `*` stands for comes from the client: next to the host it would choose the host. */
const hostIsOpen = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/]*\*/i
const statuses = [301, 302, 303, 307, 308]

/** Sends clients elsewhere. Never to another host unless a rule names it. */
export const redirect: MiddlewareDefinition<RedirectConfig> = defineMiddleware({
  name: 'redirect',
  config: redirectConfig,
  needsConfig: true,
  create({ config }) {
    for (const { from, to, status } of config.rules) {
      if (!from.startsWith('/') || to === '') throw new Error(`a rule needs a path in from and a place in to: ${from}`)
      if (hostIsOpen.test(to)) throw new Error(`the * of to must stand behind the host and a slash: ${to} (${from})`)
      if (!statuses.includes(status)) throw new Error(`status ${status} is no redirect (${from})`)
    }
    return (next: ExchangeHandler) => (exchange: Exchange) => {
      const [status, location] = httpsLocation(exchange, config) ?? movedTo(exchange.request.target, config.rules) ?? []
      if (status === undefined || location === undefined) return next(exchange)
      exchange.response.headers.set('Location', location)
      return Promise.resolve(exchange.respond(status))
    }
  },
})

type Move = readonly [status: number, location: string]

function httpsLocation({ request }: Exchange, config: RedirectConfig): Move | undefined {
  if (!config.https || request.secure || !request.target.startsWith('/')) return undefined
  if (config.trust_proxy && request.headers.get('X-Forwarded-Proto')?.toLowerCase() === 'https') return undefined
  const host = hostName(request.headers.get('Host') ?? '')
  if (host === undefined) return undefined
  const port = config.https_port === 443 ? '' : `:${config.https_port}`
  return [308, `https://${host}${port}${request.target}`]
}

/** The host without its port; undefined for what is none. Follows: spec 03 §2.6 */
function hostName(host: string): string | undefined {
  return /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d*)?$/.exec(host)?.[1]
}

function movedTo(target: string, rules: readonly Rule[]): Move | undefined {
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  for (const { from, to, status } of rules) {
    const rest = restOf(path, from)
    if (rest === undefined) continue
    const place = onThisHost(
      to,
      to.replace('*', () => rest),
    )
    const query = mark === -1 ? '' : target.slice(mark + (place.includes('?') ? 1 : 0))
    return [status, place.includes('?') && query !== '' ? `${place}&${query}` : place + query]
  }
  return undefined
}

/** What `*` stands for, empty for an exact match; undefined when the path does not match. */
function restOf(path: string, from: string): string | undefined {
  if (!from.endsWith('*')) return path === from ? '' : undefined
  return path.startsWith(from.slice(0, -1)) ? path.slice(from.length - 1) : undefined
}

/** `//evil.test` and `/\evil.test` would be other hosts to a browser: a path stays a path. */
function onThisHost(to: string, place: string): string {
  return to.startsWith('/') && !to.startsWith('//') ? place.replace(/^[/\\]+/, '/') : place
}
