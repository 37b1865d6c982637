import { decodeSection } from '../../kernel/config/decode.ts'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import type { MetricFamily } from '../../kernel/metrics.ts'
import type { UserDefinition } from '../../kernel/user-modules.ts'
import type { Logger } from '../../lib/log.ts'
import type { Tracing } from '../otel/contract.ts'
import { type AnyMiddleware, foldChain, sectionOf } from './chain.ts'
import type { ExchangeHandler } from './contract.ts'
import { standardMiddleware } from './middleware/_standard.ts'

/** What the chain of a data plane is made from. */
export interface MiddlewareChainOptions {
  /** `http.middleware`. */
  readonly names: readonly string[]
  readonly lastOutermost: boolean
  readonly reader: ConfigReader
  /** Middleware of user modules. */
  readonly user: readonly UserDefinition[]
  readonly log: Logger
  readonly tracing?: Tracing | undefined
  /** The innermost layer, where that is not PHP itself. */
  readonly innermost?: ExchangeHandler | undefined
  offerMetrics(collect: () => readonly MetricFamily[]): void
}

/** The middleware of `http.middleware`, that which ships and that of user modules, as one function; undefined when none is active. */
export function middlewareChain(options: MiddlewareChainOptions): ExchangeHandler | undefined {
  const { reader } = options
  return foldChain({
    ...options,
    known: knownMiddleware(options.user),
    decode: (definition) => decodeSection(reader, sectionOf(definition), definition.config),
  })
}

/** All middleware that can be named. */
export function knownMiddleware(user: readonly UserDefinition[]): readonly AnyMiddleware[] {
  return [...standardMiddleware, ...(user as unknown as AnyMiddleware[])]
}
