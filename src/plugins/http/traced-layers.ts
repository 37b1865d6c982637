import type { TraceSpan } from '../otel/contract.ts'
import type { Exchange, ExchangeHandler } from './contract.ts'

type Layer = (next: ExchangeHandler) => ExchangeHandler

/** A middleware as a step of the trace that encloses the layers inside; outside of `otel` it is none. Follows: spec 03 §13 */
export function tracedLayer(name: string, layer: Layer): Layer {
  return (next) => {
    const inner = layer(next)
    return (exchange) =>
      exchange.span === undefined ? inner(exchange) : runInside(exchange, exchange.span, name, inner)
  }
}

/** The innermost step, of which PHP learns: it lasts until the last byte has been handed over. */
export function tracedHandler(name: string, handler: ExchangeHandler): ExchangeHandler {
  return (exchange) => {
    const { span: outer, request } = exchange
    if (outer === undefined) return handler(exchange)
    const span = outer.child(name, 'server')
    span.inject((header, value) => request.headers.set(header, value))
    exchange.onEnd(() => span.end())
    return handler(exchange)
  }
}

async function runInside(exchange: Exchange, outer: TraceSpan, name: string, inner: ExchangeHandler): Promise<void> {
  const span = outer.child(name, 'server')
  exchange.span = span
  try {
    await inner(exchange)
  } catch (error) {
    span.fail(error instanceof Error ? error.message : String(error))
    throw error
  } finally {
    exchange.span = outer
    span.end()
  }
}
