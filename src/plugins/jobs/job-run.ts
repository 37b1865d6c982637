import { Flag } from '../../goridge/frame.ts'
import { encodeRequest } from '../../goridge/request.ts'
import type { Logger } from '../../lib/log.ts'
import { andThen, type MaybePromise } from '../../lib/maybe-promise.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import type { ExecHandler, Execution, Pool } from '../../pool/contract.ts'
import type { Delivery } from './contract.ts'
import type { JobOutcome } from './counters.ts'
import { type JobSource, jobContext } from './job-context.ts'
import type { Gate } from './policy/gate.ts'
import type { Failure } from './policy/verdict.ts'
import { parseReply, type Reply } from './reply.ts'
import type { Settlement } from './settlement.ts'

/** A pipeline, as its jobs know it. */
export interface JobOwner extends JobSource {
  /** Holds jobs back beside the queue; absent: none. */
  readonly gate?: Gate<JobRun> | undefined
  /** There is room in the queue again. */
  onRoom(): void
}

/** Who hears of a run. */
export interface JobRunOwner {
  readonly log: Logger
  /** With `-e`, a job with a malformed answer is left to its backend. */
  readonly leaveMalformed: boolean
  readonly settlement: Settlement
  /** The job has been settled with its backend, or that has failed. */
  ended(run: JobRun, outcome: JobOutcome): void
  /** No worker has had it: it is queued again, as if it had not been taken out. */
  returned(run: JobRun): void
}

const never: Execution = { resume: () => {}, cancel: () => {}, withdraw: () => false }

/** One job on its way through a worker: what the worker answers decides what its backend is told. Follows: spec 04 §6, §7 */
export class JobRun implements ExecHandler {
  readonly delivery: Delivery
  readonly source: JobOwner
  /** The gate of its pipeline lets it run. */
  admitted = false
  readonly #owner: JobRunOwner
  #execution = never
  #answered = false

  constructor(delivery: Delivery, source: JobOwner, owner: JobRunOwner) {
    this.delivery = delivery
    this.source = source
    this.#owner = owner
  }

  get priority(): number {
    return this.delivery.priority
  }

  start(pool: Pool): void {
    const { payload } = this.delivery
    const body = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
    this.#log('job processing was started')
    this.#execution = pool.exec(encodeRequest(Flag.raw, jobContext(this.delivery, this.source), body), this)
  }

  onPart(_context: Buffer, body: Buffer, _codec: number, more: boolean): boolean {
    if (this.#answered) return true
    this.#answered = true
    if (more) {
      this.#owner.log.warn('streaming is not supported', { ID: this.delivery.id })
      // The worker is told to end its stream; what it still sends is dropped.
      this.#execution.cancel()
      this.#failed('failed')
    } else this.#handle(body)
    return true
  }

  onError(error: Error): void {
    if (neverStarted(error)) return this.#owner.returned(this)
    this.#owner.log.error('job processed with errors', { error, ID: this.delivery.id })
    this.#failed(failureOf(error))
  }

  #handle(body: Buffer): void {
    let reply: Reply
    try {
      reply = parseReply(body)
    } catch (error) {
      return this.#malformed(error, body)
    }
    this.#report(reply)
    this.#settle(() => this.#owner.settlement.replied(reply, this.delivery, this.source))
  }

  #failed(failure: Failure): void {
    const { delivery, source } = this
    this.#settle(() => this.#owner.settlement.failed(failure, delivery, source, () => delivery.nack()))
  }

  #report(reply: Reply): void {
    const { log } = this.#owner
    const ID = this.delivery.id
    if (reply.kind === 'ack') {
      if (!reply.known) log.warn('unknown response type, acknowledging the JOB', { type: reply.type, ID })
      return
    }
    const { message: error, delaySeconds: delay, requeue } = reply
    if (reply.kind === 'nack') log.error('jobs nack request', { error, requeue, delay, ID })
    else if (error !== '') log.error('jobs protocol error', { error, delay, requeue, ID })
    if (reply.kind !== 'nack' && requeue) log.info('job was re-queued', { error, delay, ID })
    if (reply.kind === 'error' && !requeue) log.debug('requeue was not set, acknowledging the job', { ID })
  }

  /** An answer that means nothing must not make the job come back for ever. */
  #malformed(error: unknown, body: Buffer): void {
    const { log, leaveMalformed, settlement } = this.#owner
    const response = body.toString('utf8', 0, 1024)
    log.error('response handler error', { error: errorText(error), ID: this.delivery.id, response })
    const { delivery, source } = this
    this.#settle(() =>
      settlement.failed('malformed', delivery, source, () => {
        if (leaveMalformed) return undefined
        return andThen(delivery.ack(), () => log.error('job acknowledged, but contains error', { ID: delivery.id }))
      }),
    )
  }

  #settle(tell: () => MaybePromise<JobOutcome>): void {
    try {
      const told = tell()
      if (told instanceof Promise)
        told.then(
          (outcome) => this.#ended(outcome),
          (error: unknown) => this.#unsettled(error),
        )
      else this.#ended(told)
    } catch (error) {
      this.#unsettled(error)
    }
  }

  #ended(outcome: JobOutcome): void {
    if (outcome === 'ok') this.#log('job was processed successfully')
    this.#owner.ended(this, outcome)
  }

  #unsettled(error: unknown): void {
    this.#owner.log.error('acknowledge error, job might be missed', { error: errorText(error), ID: this.delivery.id })
    this.#owner.ended(this, 'error')
  }

  #log(text: string): void {
    const { log } = this.#owner
    if (log.enabled('debug')) log.debug(text, { ID: this.delivery.id })
  }
}

function neverStarted(error: Error): boolean {
  return error instanceof OpError && (error.is('NoFreeWorkers') || error.is('QueueSize') || error.is('WatcherStopped'))
}

/** A worker that was killed for its time is as dead as one that died of the job. */
function failureOf(error: Error): Failure {
  return error instanceof OpError && (error.is('Network') || error.is('ExecTTL')) ? 'died' : 'failed'
}
