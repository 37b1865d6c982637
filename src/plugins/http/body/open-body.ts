import type { IncomingMessage } from 'node:http'
import type { ExchangeEnv } from '../env.ts'
import type { BodyClass } from '../request/body-class.ts'
import type { RequestHead } from '../request/head.ts'
import { BodyReader } from './body-reader.ts'
import type { BodySink, BodySource } from './formed.ts'
import { tooLarge } from './formed.ts'

/** What decides how a body is read. */
export interface BodyPlan {
  readonly kind: BodyClass
  readonly method: string
  readonly req: IncomingMessage
  readonly head: RequestHead
  readonly query: string
  readonly hasBody: boolean
}

const noChunks: readonly Buffer[] = []

/** The body that is to be read; undefined when the sink has been called already, because there is nothing to read. */
export function openBody(plan: BodyPlan, env: ExchangeEnv, sink: BodySink): BodySource | undefined {
  const limit = env.settings.maxRequestBytes
  if (plan.kind !== 'none' && plan.head.contentLength > limit) {
    sink.onRefused(tooLarge())
    return undefined
  }
  if (plan.kind === 'none' || !plan.hasBody) {
    sink.onFormed({ chunks: noChunks, parsed: false, uploads: undefined })
    return undefined
  }
  return new BodyReader(plan.req, limit, sink)
}
