import { errorText, OpError } from '../../../lib/op-error.ts'
import { QueueDelayError } from '../../../pool/queue-delay.ts'
import { escapeHtml } from './error-page.ts'

/** What a client gets for a request that PHP has not answered. */
export interface FailureAnswer {
  readonly status: number
  readonly pairs: readonly string[]
  readonly page: Buffer
}

const noPairs: readonly string[] = []
const noBytes = Buffer.alloc(0)

/** The answer to a failure: a bare status, with the text of the error where `debug` says so. Follows: spec 03 §6 */
export function failureAnswer(error: unknown, internalErrorCode: number, debug: boolean): FailureAnswer {
  const page = debug ? Buffer.from(escapeHtml(errorText(error))) : noBytes
  if (error instanceof QueueDelayError) {
    return { status: 503, pairs: ['Retry-After', String(Math.ceil(error.waitMs / 1000))], page }
  }
  const noWorkers = error instanceof OpError && error.is('NoFreeWorkers')
  return { status: internalErrorCode, pairs: noWorkers ? ['No-Workers', 'true'] : noPairs, page }
}
