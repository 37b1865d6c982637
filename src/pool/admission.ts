import type { EncodedRequest } from '../goridge/request.ts'
import { emptyPayload, queueFull } from './failures.ts'
import { QueueDelayError } from './queue-delay.ts'
import type { WaitingLine } from './waiting-line.ts'

/** How much a pool takes on. */
export interface AdmissionLimits {
  /** Most requests in the pool; 0 for no limit. */
  readonly maxQueueSize: number
  /** Longest predicted wait of a request that is still taken, milliseconds; 0 for no limit. */
  readonly maxQueueDelayMs: number
}

/** A frame with one option and no payload. */
const emptyRequestBytes = 16

/** Why a request is not taken; undefined: it is. `inside`: requests in the pool, this one included. Follows: spec 01 §8.2, §9.1. */
export function refusalOf(
  { bytes, receiptBytes }: EncodedRequest,
  inside: number,
  waiting: WaitingLine,
  { maxQueueSize, maxQueueDelayMs }: AdmissionLimits,
): Error | undefined {
  if (bytes.length - receiptBytes <= emptyRequestBytes) return emptyPayload()
  if (maxQueueSize > 0 && inside > maxQueueSize) return queueFull()
  if (maxQueueDelayMs === 0) return undefined
  const waitMs = waiting.predictedMs(performance.now())
  return waitMs > maxQueueDelayMs ? new QueueDelayError(waitMs, maxQueueDelayMs) : undefined
}
