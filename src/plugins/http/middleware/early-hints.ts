import type { z } from 'zod'
import { bool, count, section } from '../../../lib/scalars.ts'
import { cacheControl } from '../cache/cache-control.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import type { HeaderList } from '../header-list.ts'

/** `http.early_hints`. */
export const earlyHintsConfig = section({
  http1: bool()
    .default(false)
    .describe('Send them over HTTP/1.1 too: browsers take them over HTTP/2 only, and old clients stumble over them'),
  max_paths: count().default(1000).describe('Pages that are remembered; the oldest go first'),
}).describe('103 answers with the Link headers that the page had last time. Needs its name in http.middleware')

/** What a browser can begin with before the page is there. */
const useful = /;\s*rel="?(?:[^";,]*\s)?(preload|modulepreload|preconnect)\b/i
/** Longest line of links per page. */
const linksMaxChars = 8192

/**
 * Tells browsers what a page will need while PHP still makes it: learned from the `Link` headers of the last answer to somebody nobody
 * knew, never from one that is private or sets a cookie. Follows: RFC 8297
 */
export const earlyHints: MiddlewareDefinition<z.infer<typeof earlyHintsConfig>> = defineMiddleware({
  name: 'early_hints',
  config: earlyHintsConfig,
  create({ config }) {
    const known = new KnownLinks(config.max_paths)
    return (next: ExchangeHandler) => async (exchange: Exchange) => {
      const { request, response } = exchange
      if (request.method !== 'GET' || (request.protocol.startsWith('HTTP/1.') && !config.http1)) return next(exchange)
      const page = pageOf(exchange)
      const links = known.get(page)
      if (links !== undefined && isNavigation(request.headers)) exchange.interim(103, ['Link', links])
      await next(exchange)
      if (response.status === 200 && isAnonymous(request.headers)) known.learn(page, linksOf(response.headers))
    }
  },
})

/** Links by page. A page that is known and unchanged changes no table. */
class KnownLinks {
  readonly #maxPages: number
  readonly #links = new Map<string, string>()

  constructor(maxPages: number) {
    this.#maxPages = maxPages
  }

  get(page: string): string | undefined {
    return this.#links.get(page)
  }

  learn(page: string, links: string): void {
    if (links === (this.#links.get(page) ?? '')) return
    if (links === '') this.#links.delete(page)
    else this.#links.set(page, links)
    if (this.#links.size > this.#maxPages) this.#links.delete(this.#links.keys().next().value as string)
  }
}

function pageOf({ request }: Exchange): string {
  const mark = request.target.indexOf('?')
  const path = mark === -1 ? request.target : request.target.slice(0, mark)
  return `${(request.headers.get('Host') ?? '').toLowerCase()} ${path}`
}

/** Browsers say so; who does not say is taken at its word for a page. */
function isNavigation(headers: HeaderList): boolean {
  return (headers.get('Sec-Fetch-Mode') ?? 'navigate') === 'navigate'
}

/** What a page holds for one user is not told to others. */
function isAnonymous(headers: HeaderList): boolean {
  return !headers.has('Cookie') && !headers.has('Authorization')
}

/** The useful links of an answer for everybody, else none. */
function linksOf(headers: HeaderList): string {
  const directives = cacheControl(headers)
  if (headers.has('Set-Cookie') || directives.has('private') || directives.has('no-store')) return ''
  const links = headers
    .all('Link')
    .flatMap((line) => line.split(/,\s*(?=<)/))
    .filter((link) => useful.test(link))
    .join(', ')
  return links.length > linksMaxChars ? '' : links
}
