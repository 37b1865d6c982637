import type { Logger } from '../../lib/log.ts'
import type { Field } from '../../lib/scalars.ts'
import type { HeaderList } from './header-list.ts'

export type { HeaderList } from './header-list.ts'

/** The request as middleware sees it. What is changed before `next` reaches the layers inside, PHP and the log. */
export interface ExchangeRequest {
  method: string
  /** The raw request-target: path and query. */
  target: string
  /** `HTTP/1.1`. */
  readonly protocol: string
  readonly headers: HeaderList
  /** Peer as `address:port`, or an address alone. */
  remoteAddress: string
  /** Handed to PHP as request attributes. */
  readonly attributes: Map<string, readonly string[]>
}

/**
 * The head of the response. Headers set before `next` stand beside the worker's own; once `next` has resolved, the whole head is
 * there and may be changed: it is sent when the outermost middleware has returned.
 */
export interface ExchangeResponse {
  status: number
  readonly headers: HeaderList
}

/** How an exchange ended. */
export interface ExchangeEnd {
  /** Status sent; 499 when the client left before. */
  readonly status: number
  /** Bytes of the body sent. */
  readonly bodyBytes: number
}

/** One request and its response, on their way through the middleware. */
export interface Exchange {
  readonly request: ExchangeRequest
  readonly response: ExchangeResponse
  /** Answers from here, in place of PHP (do not call `next`) or of what PHP answered. */
  respond(status: number, body?: string | Uint8Array): void
  /** Calls back once, when the last byte has been handed over or the client is gone. */
  onEnd(callback: (end: ExchangeEnd) => void): void
}

/** A layer. Resolves when the head of the response is known; the body follows by itself. */
export type ExchangeHandler = (exchange: Exchange) => Promise<void>

/** What a middleware is made from. */
export interface MiddlewareContext<Config> {
  readonly config: Config
  readonly log: Logger
}

/** A middleware: one name in `http.middleware`, one section under `http`. */
export interface MiddlewareDefinition<Config> {
  readonly kind: 'http.middleware'
  readonly name: string
  /** Schema of `http.<name>`. */
  readonly config: Field<Config>
  /** The middleware does nothing unless its section is there: said at start when it is listed all the same. */
  readonly needsConfig: boolean
  /** Called once, at start: compile patterns and build lists here. What it returns wraps the next layer. */
  create(context: MiddlewareContext<Config>): (next: ExchangeHandler) => ExchangeHandler
}

/** Declares a middleware. */
export function defineMiddleware<Config>(
  definition: Omit<MiddlewareDefinition<Config>, 'kind' | 'needsConfig'> & { readonly needsConfig?: boolean },
): MiddlewareDefinition<Config> {
  return { needsConfig: false, ...definition, kind: 'http.middleware' }
}
