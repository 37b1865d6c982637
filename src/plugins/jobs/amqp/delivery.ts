import type { ConsumeMessage } from 'amqplib'
import { RRError } from '../../../lib/errors.ts'
import type { Delivery, JobHeaders } from '../contract.ts'
import { type Incoming, travelling } from './incoming.ts'
import type { Session } from './session.ts'

/** What settles a job besides its session. */
export interface DeliveryOwner {
  readonly queue: string
  readonly requeueOnFail: boolean
  readonly stopped: boolean
  /** Publishes a job again, over the session it came by. */
  again(session: Session, delivery: AmqpDelivery, headers: JobHeaders, delaySeconds: number): Promise<void>
}

/** A job from a broker. Follows: spec 05 §3.6 */
export class AmqpDelivery implements Delivery {
  readonly id: string
  readonly job: string
  readonly payload: Buffer
  readonly headers: JobHeaders
  readonly priority: number
  readonly autoAck: boolean
  readonly extra: Readonly<Record<string, string>>
  readonly #incoming: Incoming
  readonly #message: ConsumeMessage
  readonly #session: Session
  readonly #owner: DeliveryOwner

  constructor(message: ConsumeMessage, incoming: Incoming, session: Session, owner: DeliveryOwner) {
    const { id, job, headers, priority, pipeline } = incoming
    this.id = id
    this.job = job
    this.headers = headers
    this.priority = priority
    this.autoAck = incoming.autoAck
    this.payload = message.content
    this.extra = pipeline === undefined ? { queue: owner.queue } : { queue: owner.queue, pipeline }
    this.#incoming = incoming
    this.#message = message
    this.#session = session
    this.#owner = owner
  }

  ack(): void {
    this.#settle(() => this.#session.ack(this.#message))
  }

  nack(): void {
    this.#settle(() => this.#session.nack(this.#message, this.#owner.requeueOnFail))
  }

  reject(requeue: boolean, delaySeconds: number): void | Promise<void> {
    if (requeue && delaySeconds > 0) return this.requeue(this.headers, delaySeconds)
    this.#settle(() => this.#session.nack(this.#message, requeue))
  }

  async requeue(headers: JobHeaders, delaySeconds: number): Promise<void> {
    if (this.#incoming.autoAck) return
    this.#check()
    try {
      await this.#owner.again(this.#session, this, travelling(headers, this.#incoming), delaySeconds)
    } catch (error) {
      // The original is the broker's again, so that the job is not lost.
      if (!this.#session.isLost) this.#settle(() => this.#session.nack(this.#message, true))
      throw error
    }
    this.#settle(() => this.#session.ack(this.#message))
  }

  /** With `auto_ack` it was settled when it came. */
  #settle(tell: () => void): void {
    if (this.#incoming.autoAck) return
    this.#check()
    tell()
  }

  #check(): void {
    if (this.#owner.stopped) throw new Error('failed to acknowledge the JOB, the pipeline is probably stopped')
    if (this.#session.isLost) throw new RRError('RR_JOBS_CONNECTION_LOST', [this.id])
  }
}
