import { fits, type RouteMatch } from './route-match.ts'
import { absoluteParts, decodedPath, isReadTwice, normalPath, pathEnd } from './route-path.ts'

/** A route: which requests, and where they go. */
export interface Route<To> {
  readonly match: RouteMatch
  readonly to: To
}

/** Finds where a request goes. Compiled once; an ordinary path is looked at where it stands, without a copy. */
export class RouteTable<To> {
  readonly #routes: readonly Route<To>[]
  readonly #otherwise: To

  constructor(routes: readonly Route<To>[], otherwise: To) {
    this.#routes = routes
    this.#otherwise = otherwise
  }

  /**
   * The first route that fits. Undefined when a path leads to one place as it stands and to another without its `..`, `.` and `//`: such a
   * request is one that nobody who means well sends.
   */
  find(method: string, host: string, url: string): To | undefined {
    const absolute = url.startsWith('/') ? undefined : absoluteParts(url)
    if (absolute !== undefined) return this.find(method, absolute.host, absolute.url)
    if (!isReadTwice(url)) return this.#first(method, host, url, pathEnd(url))
    const decoded = decodedPath(url)
    const normal = normalPath(decoded)
    const found = this.#first(method, host, decoded, decoded.length)
    return found === this.#first(method, host, normal, normal.length) ? found : undefined
  }

  #first(method: string, host: string, url: string, end: number): To {
    for (const { match, to } of this.#routes) if (fits(match, method, host, url, end)) return to
    return this.#otherwise
  }
}
