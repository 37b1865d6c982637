import type { ConfigReader } from '../../kernel/config-reader.ts'
import type { MetricFamily } from '../../kernel/metrics.ts'
import { RRError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'
import type { Tracing } from '../otel/contract.ts'
import { callPhp } from './chained-exchange.ts'
import type { ExchangeHandler, MiddlewareDefinition } from './contract.ts'
import { tracedHandler, tracedLayer } from './traced-layers.ts'

/** A middleware whose section is still to be read. */
export type AnyMiddleware = MiddlewareDefinition<never>

/** Names that RoadRunner has and this version has not. */
const notBuiltYet = ['new_relic']

/** What a chain is put together from. */
export interface ChainOptions {
  /** `http.middleware`. */
  readonly names: readonly string[]
  /** True as in RoadRunner 2025: the last name is the outermost layer. */
  readonly lastOutermost: boolean
  readonly known: readonly AnyMiddleware[]
  readonly reader: ConfigReader
  /** Decodes the section of a middleware. */
  decode(definition: AnyMiddleware): never
  readonly log: Logger
  /** Each layer inside `otel` becomes a step of the trace. */
  readonly tracing?: Tracing | undefined
  /** The innermost layer; absent: `callPhp`. */
  readonly innermost?: ExchangeHandler | undefined
  /** Takes what a middleware counts. */
  offerMetrics(collect: () => readonly MetricFamily[]): void
}

/**
 * Folds the middleware of `http.middleware` into one function; undefined when none is active, so that a request need not know of
 * the mechanism. Unknown names are logged and passed over. Follows: spec 03 §8
 */
export function foldChain(options: ChainOptions): ExchangeHandler | undefined {
  const layers = options.names.map((name) => layerOf(name, options)).filter((layer) => layer !== undefined)
  if (layers.length === 0) return options.innermost
  const inwards = options.lastOutermost ? layers : layers.toReversed()
  const innermost = options.innermost ?? callPhp
  return inwards.reduce(
    (next, wrap) => wrap(next),
    options.tracing === undefined ? innermost : tracedHandler('http', innermost),
  )
}

/** Where the section of a middleware stands. */
export function sectionOf(definition: AnyMiddleware): string {
  return definition.section ?? `http.${definition.name}`
}

function layerOf(name: string, options: ChainOptions): ((next: ExchangeHandler) => ExchangeHandler) | undefined {
  const definition = options.known.find((candidate) => candidate.name === name)
  if (definition === undefined) {
    if (notBuiltYet.includes(name)) {
      options.log.warn('middleware of RoadRunner that this version does not have yet, requests pass without it', {
        requested: name,
      })
    } else {
      options.log.warn('requested middleware does not exist', { requested: name })
    }
    return undefined
  }
  if (definition.needsConfig && !options.reader.has(sectionOf(definition))) {
    options.log.warn('middleware is listed but has no section, requests pass without it', { requested: name })
    return undefined
  }
  try {
    const layer = definition.create({
      config: options.decode(definition),
      log: options.log,
      tracing: options.tracing,
      offerMetrics: (collect) => options.offerMetrics(collect),
    })
    return options.tracing === undefined ? layer : tracedLayer(name, layer)
  } catch (cause) {
    throw new RRError('RR_HTTP_MIDDLEWARE_FAILED', [name, cause], { cause })
  }
}
