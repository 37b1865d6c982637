import type { Channel, ConfirmChannel, ConsumeMessage } from 'amqplib'
import type { AmqpModel } from '../../amqp/contract.ts'
import { delayQueue, type Outgoing } from './outgoing.ts'
import type { Topology } from './topology.ts'

/** The connection went while something was under way: what became of that is not known. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost'
}

/** What a session tells. */
export interface SessionEvents {
  /** It ended, and nobody asked for that. Called once. */
  lost(session: Session): void
  /** A job came. */
  message(session: Session, message: ConsumeMessage): void
}

/** One connection to the broker with its channels: one to publish, with confirms, and one to consume. Follows: spec 05 §3.2, §3.7 */
export class Session {
  readonly #model: AmqpModel
  readonly #topology: Topology
  readonly #events: SessionEvents
  readonly #publishing: ConfirmChannel
  #consuming: Channel | undefined
  #taking = false
  #ended = false
  #out = 0
  /** Why the broker closed a channel. */
  #reason: Error | undefined
  /** Why the connection went, where that is known. */
  #connectionError: Error | undefined

  private constructor(model: AmqpModel, publishing: ConfirmChannel, topology: Topology, events: SessionEvents) {
    this.#model = model
    this.#publishing = publishing
    this.#topology = topology
    this.#events = events
    model.on('error', (error) => (this.#connectionError = error))
    model.on('close', () => this.#lose())
    this.#watch(publishing)
  }

  /** Opens the channels and declares what the pipeline needs to push. On failure the connection is closed. */
  static async open(model: AmqpModel, topology: Topology, events: SessionEvents): Promise<Session> {
    try {
      const session = new Session(model, await model.createConfirmChannel(), topology, events)
      await session.#declare()
      return session
    } catch (error) {
      await model.close().catch(() => undefined)
      throw error
    }
  }

  get isLost(): boolean {
    return this.#ended
  }

  /** Why it was lost; '' when nobody said. */
  get lostBecause(): string {
    return (this.#reason ?? this.#connectionError)?.message ?? ''
  }

  /** Jobs taken and not settled. */
  get out(): number {
    return this.#out
  }

  /** Resolves when the broker has confirmed. Rejects with `SessionLost`, or with the broker's reason. */
  async publish(outgoing: Outgoing): Promise<void> {
    if (this.#ended) throw new SessionLost('connection is closed')
    const { exchange } = this.#topology
    if (outgoing.delaySeconds <= 0) return this.#confirmed(exchange.name, outgoing.routingKey, outgoing)
    const { name, arguments: args } = delayQueue(outgoing, this.#topology)
    await this.#answered(this.#publishing.assertQueue(name, { durable: true, arguments: args }))
    // Into the queue itself where the exchange would give the job to others too, before its time.
    if (exchange.type === 'fanout' || exchange.type === 'headers') return this.#confirmed('', name, outgoing)
    await this.#answered(this.#publishing.bindQueue(name, exchange.name, name))
    return this.#confirmed(exchange.name, name, outgoing)
  }

  /** Starts to take jobs; does nothing when it does. */
  async consume(): Promise<void> {
    if (this.#taking) return
    this.#taking = true
    await this.#answered(this.#startConsuming())
  }

  /** Stops to take jobs. What was taken can be settled. */
  async cancel(): Promise<void> {
    if (!this.#taking) return
    this.#taking = false
    await this.#answered(this.#consuming?.cancel(this.#topology.consumerTag))
  }

  ack(message: ConsumeMessage): void {
    this.#out--
    this.#consuming?.ack(message, this.#topology.multipleAck)
  }

  nack(message: ConsumeMessage, requeue: boolean): void {
    this.#out--
    this.#consuming?.nack(message, false, requeue)
  }

  /** Messages that wait in the queue; 0 when it is not there. On a channel of its own: asking for what is missing closes it. */
  async count(): Promise<number> {
    const channel = await this.#model.createChannel()
    channel.on('error', () => undefined)
    try {
      const { messageCount } = await channel.checkQueue(this.#topology.queue.name)
      await channel.close()
      return messageCount
    } catch (error) {
      if ((error as { code?: number }).code === 404) return 0
      throw error
    }
  }

  /** Ends it; what was taken and not settled is the broker's again. */
  async close(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    const { name, deleteOnStop } = this.#topology.queue
    try {
      // Answered once what was acknowledged has reached the queue: closing the connection alone may overtake it.
      await this.#consuming?.close()
      if (deleteOnStop && name !== '') await this.#publishing.deleteQueue(name)
    } finally {
      await this.#model.close()
    }
  }

  /** A queue that is there before the first push loses none. */
  async #declare(): Promise<void> {
    const { exchange, queue } = this.#topology
    const { durable, autoDelete, type } = exchange
    if (exchange.declare) await this.#publishing.assertExchange(exchange.name, type, { durable, autoDelete })
    if (queue.name !== '') await this.#declareQueue()
  }

  async #declareQueue(): Promise<void> {
    const { exchange, queue, routingKey } = this.#topology
    if (!queue.declare) return
    const { durable, autoDelete, exclusive } = queue
    await this.#publishing.assertQueue(queue.name, { durable, autoDelete, exclusive, arguments: queue.arguments })
    await this.#publishing.bindQueue(queue.name, exchange.name, routingKey)
  }

  async #startConsuming(): Promise<void> {
    // It may have gone since: with its last consumer, or by hand.
    await this.#declareQueue()
    this.#consuming ??= await this.#openConsuming()
    const onMessage = (message: ConsumeMessage | null): void => {
      // The broker took the consumer away: its queue is gone.
      if (message === null) return this.#lose()
      this.#out++
      this.#events.message(this, message)
    }
    const { queue, consumerTag } = this.#topology
    await this.#consuming.consume(queue.name, onMessage, { consumerTag })
  }

  async #openConsuming(): Promise<Channel> {
    const channel = await this.#model.createChannel()
    this.#watch(channel)
    await channel.prefetch(this.#topology.prefetch)
    return channel
  }

  #confirmed(exchange: string, key: string, { body, properties }: Outgoing): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#publishing.publish(exchange, key, body, properties, (error: Error | null) => {
        if (error === null) resolve()
        else reject(this.#failure(new Error('failed to get publisher confirm', { cause: error })))
      })
    })
  }

  async #answered(work: Promise<unknown> | undefined): Promise<void> {
    try {
      await work
    } catch (error) {
      throw this.#failure(error)
    }
  }

  /** A channel closed by the broker has its reason; without one the connection went. */
  #failure(error: unknown): unknown {
    if (this.#reason !== undefined) return this.#reason
    return this.#ended ? new SessionLost('connection is closed', { cause: error }) : error
  }

  #watch(channel: Channel): void {
    channel.on('error', (error) => (this.#reason = error))
    channel.on('close', () => this.#lose())
  }

  #lose(): void {
    if (this.#ended) return
    this.#ended = true
    this.#model.close().catch(() => undefined)
    this.#events.lost(this)
  }
}
