import type { ConsumeMessage } from 'amqplib'
import { type AmqpModel, dial } from '../../amqp/contract.ts'
import { Delays } from '../amqp/delays.ts'
import { AmqpDelivery, type DeliveryOwner } from '../amqp/delivery.ts'
import { incomingOf } from '../amqp/incoming.ts'
import { Link } from '../amqp/link.ts'
import { outgoingOf } from '../amqp/outgoing.ts'
import { Session, type SessionEvents, SessionLost } from '../amqp/session.ts'
import { type PipelineConfig, pipelineConfig, type Topology, topologyOf } from '../amqp/topology.ts'
import {
  type DriverContext,
  type DriverState,
  defineJobsDriver,
  type JobHeaders,
  type JobsDriver,
  type JobsDriverDefinition,
  type Message,
} from '../contract.ts'
import { emptyMessage } from '../message.ts'

/**
 * Jobs at an AMQP 0-9-1 broker (RabbitMQ). A push is answered when the broker has confirmed it; a connection that breaks is opened again,
 * and what was taken over it comes once more. Follows: spec 05 §3
 */
export const amqp: JobsDriverDefinition<PipelineConfig> = defineJobsDriver({
  name: 'amqp',
  config: pipelineConfig,
  globalSection: 'amqp',
  needsConfig: true,
  capabilities: { maxDelaySeconds: Math.floor(0xffff_ffff / 1000), headers: true, order: true },
  contextKeys: ['id', 'job', 'driver', 'queue', 'headers', 'pipeline'],
  async open(context) {
    const driver = new AmqpDriver(context)
    await driver.start()
    return driver
  },
})

/** Most messages published before their confirms are waited for. */
const publishMax = 256

class AmqpDriver implements JobsDriver, DeliveryOwner, SessionEvents {
  readonly #context: DriverContext<PipelineConfig>
  readonly #topology: Topology
  readonly #link: Link
  readonly #delays = new Delays()
  /** Jobs are wanted, whether or not there is a connection now. */
  #consuming = false
  #stopped = false

  constructor(context: DriverContext<PipelineConfig>) {
    this.#context = context
    this.#topology = topologyOf(context.config)
    this.#link = new Link({
      open: (attempt) => this.#open(attempt),
      firstAttempts: Math.max(1, context.config.addrs.length),
      redialTimeoutMs: this.#topology.redialTimeoutMs,
      pipeline: context.pipeline,
      log: context.log,
      givenUp: () => context.restart(),
    })
  }

  get queue(): string {
    return this.#topology.queue.name
  }

  get requeueOnFail(): boolean {
    return this.#topology.requeueOnFail
  }

  get stopped(): boolean {
    return this.#stopped
  }

  start(): Promise<void> {
    return this.#link.start()
  }

  async push(message: Message): Promise<void> {
    const outgoing = outgoingOf(message, this.#topology)
    const deadline = this.#deadline()
    for (;;) {
      const session = await this.#link.current(deadline)
      try {
        await session.publish(outgoing)
        break
      } catch (error) {
        // The broker may have it or not: once more, so that it is not lost.
        if (!(error instanceof SessionLost) || this.#stopped) throw error
      }
    }
    if (outgoing.delaySeconds > 0) this.#delays.add(outgoing.delaySeconds)
  }

  async pushMany(messages: readonly Message[]): Promise<void> {
    for (let from = 0; from < messages.length; from += publishMax) {
      const pushed = await Promise.allSettled(messages.slice(from, from + publishMax).map((one) => this.push(one)))
      const failed = pushed.find((result) => result.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    }
  }

  async run(): Promise<void> {
    this.#checkQueue()
    this.#consuming = true
    try {
      const session = await this.#link.current(this.#deadline())
      await session.consume()
    } catch (error) {
      if (error instanceof SessionLost) return
      this.#consuming = false
      throw error
    }
  }

  async pause(): Promise<void> {
    this.#checkQueue()
    this.#consuming = false
    await this.#link.session?.cancel()
  }

  onRoom(): void {
    // The prefetch limits what is out.
  }

  async state(): Promise<DriverState> {
    const { session } = this.#link
    if (session === undefined) throw new Error("connection is closed, can't get the state")
    const waiting = this.queue === '' ? 0 : await session.count()
    return { queue: this.queue, active: waiting + session.out, delayed: this.#delays.count, reserved: session.out }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#consuming = false
    await this.#link.stop()
  }

  async again(session: Session, delivery: AmqpDelivery, headers: JobHeaders, delaySeconds: number): Promise<void> {
    const { id, job, payload, priority } = delivery
    const { pipeline } = this.#context
    const message = { ...emptyMessage(), id, job, payload, priority, pipeline, headers, delaySeconds }
    await session.publish(outgoingOf(message, this.#topology))
    if (delaySeconds > 0) this.#delays.add(delaySeconds)
  }

  message(session: Session, message: ConsumeMessage): void {
    const { inbox, log, priority, pipeline } = this.#context
    const incoming = incomingOf(message, priority, log)
    if (incoming.autoAck) {
      log.debug('using auto acknowledge for the job', { ID: incoming.id, pipeline })
      session.ack(message)
    }
    inbox.insert(new AmqpDelivery(message, incoming, session, this))
  }

  lost(session: Session): void {
    // The broker delivers them again: kept, they would run twice.
    this.#context.inbox.clear()
    this.#link.lost(session)
  }

  async #open(attempt: number): Promise<Session> {
    const { config, timeoutMs } = this.#context
    const model: AmqpModel = await dial(config, attempt, timeoutMs)
    const session = await Session.open(model, this.#topology, this)
    try {
      if (this.#consuming) await session.consume()
      // Paused meanwhile.
      if (!this.#consuming) await session.cancel()
    } catch (error) {
      await session.close()
      throw error
    }
    return session
  }

  #deadline(): number {
    return performance.now() + this.#context.timeoutMs
  }

  #checkQueue(): void {
    if (this.queue === '') {
      throw new Error('empty queue name, consider adding the queue name to the AMQP configuration')
    }
  }
}
