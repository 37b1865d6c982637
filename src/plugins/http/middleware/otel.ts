import { anything } from '../../../lib/scalars.ts'
import type { SpanAttributes, Tracing } from '../../otel/contract.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'

/**
 * Begins the trace of each request, or continues that of whoever called; the layers inside and PHP become its steps. List it
 * outermost. What it sends, and where, stands in section `otel`. Follows: spec 03 §13
 */
export const otel: MiddlewareDefinition<unknown> = defineMiddleware({
  name: 'otel',
  config: anything(),
  section: 'otel',
  needsConfig: true,
  create({ tracing, log }) {
    if (tracing !== undefined) return (next: ExchangeHandler) => traced(tracing, next)
    log.warn('middleware otel is listed, but nothing traces: requests pass without it')
    return (next: ExchangeHandler) => next
  },
})

function traced(tracing: Tracing, next: ExchangeHandler): ExchangeHandler {
  return async (exchange) => {
    const { headers, target } = exchange.request
    const span = tracing.start({
      tracer: 'http',
      name: target,
      kind: 'server',
      header: (name) => (headers.has(name) ? headers.all(name).join(',') : undefined),
      attributes: attributesOf(exchange),
    })
    exchange.span = span
    exchange.onEnd(({ status, bodyBytes }) => {
      span.set('http.response.status_code', status)
      span.event('write', { 'http.wrote_bytes': bodyBytes })
      if (status >= 500) span.fail()
      // The steps inside end in this turn, too, and not after what encloses them.
      queueMicrotask(() => span.end())
    })
    await next(exchange)
  }
}

function attributesOf({ request }: Exchange): SpanAttributes {
  const { headers, method, protocol, remoteAddress, secure, target } = request
  const mark = target.indexOf('?')
  return {
    'http.request.method': method,
    'url.scheme': secure ? 'https' : 'http',
    'url.path': mark === -1 ? target : target.slice(0, mark),
    ...(mark !== -1 && { 'url.query': target.slice(mark + 1) }),
    'server.address': headers.get('Host') ?? '',
    'network.peer.address': remoteAddress,
    'network.protocol.version': protocol.replace('HTTP/', ''),
    'user_agent.original': headers.get('User-Agent') ?? '',
  }
}
