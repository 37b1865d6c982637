/*
  Telling a job's backend what its run came to. Exactly one of the delivery's `ack`, `nack`, `reject` and `requeue` is called, once.

     answer ──▶ done: ack                    wanted again: requeue / reject(true)
       or   ──▶ failed ──judge──▶ leave      as RoadRunner: fail → ack, nack → reject, error and death → nack
     error                   ├──▶ again      requeue with counts and a delay
                             └──▶ bury       kept by the dead letters, then acked; what cannot be kept comes again later
*/

import type { Logger } from '../../lib/log.ts'
import { andThen, type MaybePromise } from '../../lib/maybe-promise.ts'
import { errorText } from '../../lib/op-error.ts'
import type { Delivery } from './contract.ts'
import type { JobCounters, JobOutcome } from './counters.ts'
import type { JobSource } from './job-context.ts'
import { type Failure, type Fate, judge, type Verdict } from './policy/verdict.ts'
import type { Reply } from './reply.ts'

/** Where jobs go that have failed for good. Resolves when the job is kept there; rejects when it could not be. */
export type Bury = (delivery: Delivery, source: JobSource, fate: Fate) => MaybePromise<void>

/** What settles jobs. */
export interface SettlementOptions {
  readonly log: Logger
  readonly counters: JobCounters
  readonly bury: Bury
}

/** How long a job that could not be buried stays away, where its backend can delay it. */
const unburiedSeconds = 30

/** Settles jobs by what their workers said and by the policy of their pipelines. */
export class Settlement {
  readonly #options: SettlementOptions

  constructor(options: SettlementOptions) {
    this.#options = options
  }

  /** A worker answered. Throws or rejects when the backend refuses; then it delivers the job again. */
  replied(reply: Reply, delivery: Delivery, source: JobSource): MaybePromise<JobOutcome> {
    if (reply.kind === 'ack') return andThen(delivery.ack(), ok)
    if (!reply.requeue) {
      return this.failed('refused', delivery, source, () =>
        reply.kind === 'nack' ? delivery.reject(false, reply.delaySeconds) : delivery.ack(),
      )
    }
    if (reply.kind === 'nack') return andThen(delivery.reject(true, reply.delaySeconds), requeued)
    return andThen(delivery.requeue({ ...delivery.headers, ...reply.headers }, reply.delaySeconds), requeued)
  }

  /** A run went wrong. `leave` does what RoadRunner would. */
  failed(
    failure: Failure,
    delivery: Delivery,
    source: JobSource,
    leave: () => MaybePromise<void>,
  ): MaybePromise<JobOutcome> {
    const { policy } = source
    // Settled when it came: nobody can bring it back.
    if (policy === undefined || delivery.autoAck === true) return andThen(leave(), failedOutcome)
    const verdict = judge(failure, policy, delivery.headers, Math.random())
    if (verdict.kind === 'leave') return andThen(leave(), failedOutcome)
    return verdict.kind === 'again'
      ? this.#again(verdict, delivery, source)
      : this.#bury(verdict.fate, delivery, source)
  }

  #again(
    { headers, delaySeconds }: Verdict & { kind: 'again' },
    delivery: Delivery,
    { pipeline }: JobSource,
  ): MaybePromise<JobOutcome> {
    return andThen(delivery.requeue(headers, delaySeconds), () => {
      this.#options.counters.retried(pipeline)
      this.#options.log.info('job is to run again', { ID: delivery.id, pipeline, delay: delaySeconds })
      return 'requeued' as const
    })
  }

  #bury(fate: Fate, delivery: Delivery, source: JobSource): MaybePromise<JobOutcome> {
    const { pipeline, policy } = source
    if (policy?.dead_letter === '') {
      const fields = { ID: delivery.id, job: delivery.job, pipeline, reason: fate.reason }
      this.#options.log.error('job was dropped', fields)
      this.#options.counters.dropped(pipeline)
      return andThen(delivery.ack(), failedOutcome)
    }
    return this.#kept(delivery, source, fate)
  }

  /** Kept first, acked then: in between it may be doubled, never lost. */
  async #kept(delivery: Delivery, source: JobSource, fate: Fate): Promise<JobOutcome> {
    const { log, counters, bury } = this.#options
    const fields = { ID: delivery.id, job: delivery.job, pipeline: source.pipeline, reason: fate.reason }
    try {
      await bury(delivery, source, fate)
    } catch (error) {
      log.error('Cannot keep a dead letter, the job stays', { ...fields, error: errorText(error) })
      await delivery.requeue(delivery.headers, Math.min(unburiedSeconds, source.maxDelaySeconds ?? 0))
      return 'requeued'
    }
    log.error('job became a dead letter', fields)
    counters.buried(source.pipeline)
    await delivery.ack()
    return 'error'
  }
}

function ok(): JobOutcome {
  return 'ok'
}

function requeued(): JobOutcome {
  return 'requeued'
}

function failedOutcome(): JobOutcome {
  return 'error'
}
