import type { z } from 'zod'
import { bool, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'

/** `http.request_id`. */
export const requestIdConfig = section({
  header: text().default('X-Request-Id').describe('Header that carries the id, to PHP and to the client'),
  trust: bool().default(false).describe('Keep the id that a client or a proxy sent, when it is a plain one'),
}).describe('An id for each request. Needs its name in http.middleware')

/** Ids of others that are let through: they go into logs. */
const plainId = /^[A-Za-z0-9._:/+=@-]{1,128}$/

/** Gives each request an id, which PHP finds in a header and in the attribute `requestId`, and the client in the answer. */
export const requestId: MiddlewareDefinition<z.infer<typeof requestIdConfig>> = defineMiddleware({
  name: 'request_id',
  config: requestIdConfig,
  create({ config }) {
    const { header, trust } = config
    return (next: ExchangeHandler) => async (exchange: Exchange) => {
      const { request, response } = exchange
      const given = trust ? request.headers.get(header) : undefined
      const id = given !== undefined && plainId.test(given) ? given : crypto.randomUUID()
      request.headers.set(header, id)
      request.attributes.set('requestId', [id])
      await next(exchange)
      response.headers.set(header, id)
    }
  },
})
