import type { z } from 'zod'
import { map, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import { canonicalName } from '../header-names.ts'
import { latin1FromUtf8 } from '../latin1.ts'
import { Cors } from './cors.ts'
import { corsConfig } from './cors-config.ts'

/** `http.headers`. Follows: spec 03 §9.2 */
export const headersConfig = section({
  request: map(text()).default({}).describe('Headers added to each request; what the client sent stays'),
  response: map(text()).default({}).describe('Headers of each response; the same header from PHP stands beside it'),
  cors: corsConfig.optional(),
}).describe('Headers for every request and response, and cross-origin rules. Needs its name in http.middleware')

/** Adds headers to requests and responses, and speaks CORS. */
export const headers: MiddlewareDefinition<z.infer<typeof headersConfig>> = defineMiddleware({
  name: 'headers',
  config: headersConfig,
  needsConfig: true,
  create({ config, log }) {
    const request = pairsOf(config.request)
    const response = pairsOf(config.response)
    const cors = config.cors === undefined ? undefined : new Cors(config.cors, log)
    return (next: ExchangeHandler) => (exchange: Exchange) => {
      for (const [name, value] of request) exchange.request.headers.add(name, value)
      for (const [name, value] of response) exchange.response.headers.set(name, value)
      return cors?.handle(exchange) === true ? Promise.resolve() : next(exchange)
    }
  },
})

/** Names in canonical spelling (the configuration lower-cases them), values one character per byte. */
function pairsOf(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).map(([name, value]) => [canonicalName(name), latin1FromUtf8(value)])
}
