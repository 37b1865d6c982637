import { RRError } from '../lib/errors.ts'
import { formatMilliseconds } from '../lib/go-duration.ts'

/** A request was refused at once: it would have waited too long. Code RR_POOL_QUEUE_DELAY. */
export class QueueDelayError extends RRError<'RR_POOL_QUEUE_DELAY'> {
  /** How long it would have waited, milliseconds: when to try again. */
  readonly waitMs: number

  constructor(waitMs: number, limitMs: number) {
    super('RR_POOL_QUEUE_DELAY', [formatMilliseconds(waitMs), formatMilliseconds(limitMs)])
    this.waitMs = waitMs
  }
}
