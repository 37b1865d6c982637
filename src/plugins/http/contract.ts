import type { Readable } from 'node:stream'
import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Logger } from '../../lib/log.ts'
import type { Field } from '../../lib/scalars.ts'
import type { TraceSpan, Tracing } from '../otel/contract.ts'
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
  /** The connection is encrypted. */
  readonly secure: boolean
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

/** Where a filter passes a body on. */
export interface BodyOutput {
  /** Takes a piece, the final one with `last`. False: wait for the filter's `drain` before the next. The bytes are free again. */
  write(bytes: Buffer, last: boolean): boolean
  /** The filter takes bytes again, after its `write` returned false. */
  resume(): void
  /** The body cannot be finished: the client sees its connection close. */
  fail(error: Error): void
}

/**
 * Changes a body on its way to the client. The head goes out with the first bytes that the outermost filter passes on; until
 * then a filter may change it.
 */
export interface BodyFilter {
  /** Takes a piece, the final one with `last`; copy what outlives the call. False: no more until `BodyOutput.resume`. */
  write(bytes: Buffer, last: boolean): boolean
  /** The output takes bytes again. */
  drain?(): void
  /** The client has left or the body has failed: nothing more comes, and what is passed on goes nowhere. */
  destroy?(): void
}

/** How an exchange ended. */
export interface ExchangeEnd {
  /** Status sent; 499 when the client left before. */
  readonly status: number
  /** Bytes of the body sent. */
  readonly bodyBytes: number
  /** False when the body was cut short: PHP or a layer failed on the way, or the client left. */
  readonly complete: boolean
}

/** One request and its response, on their way through the middleware. */
export interface Exchange {
  readonly request: ExchangeRequest
  readonly response: ExchangeResponse
  /** The step of the trace that the layer is in; undefined where nothing traces. */
  span: TraceSpan | undefined
  /**
   * Answers from here, in place of PHP (do not call `next`) or of what PHP answered. A stream is read at the client's pace and
   * destroyed when the client leaves; give its `Content-Length` where it is known. Bytes must not change afterwards. Filters that
   * were added before are dropped.
   */
  respond(status: number, body?: string | Uint8Array | Readable): void
  /** Sends a 1xx head at once, with the response headers set so far: names and values in turn. */
  interim(status: number, pairs: readonly string[]): void
  /** Puts a filter behind those that are there: call it after `next`, so that inner layers filter first. */
  filterBody(make: (output: BodyOutput) => BodyFilter): void
  /** Calls back once, when the last byte has been handed over or the client is gone. */
  onEnd(callback: (end: ExchangeEnd) => void): void
}

/** A layer. Resolves when the head of the response is known; the body follows by itself. */
export type ExchangeHandler = (exchange: Exchange) => Promise<void>

/** What a middleware is made from. */
export interface MiddlewareContext<Config> {
  readonly config: Config
  readonly log: Logger
  /** Where section `otel` is there. */
  readonly tracing?: Tracing | undefined
  /** Offers what the middleware has counted; asked for at each scrape. */
  offerMetrics(collect: () => readonly MetricFamily[]): void
}

/** A middleware: one name in `http.middleware`, one section under `http`. */
export interface MiddlewareDefinition<Config> {
  readonly kind: 'http.middleware'
  readonly name: string
  /** Schema of its section. */
  readonly config: Field<Config>
  /** Where its section stands, when that is not `http.<name>`. */
  readonly section?: string
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
