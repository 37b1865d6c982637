/*
  A job as an AMQP message. The types of the headers matter: RoadRunner's servers read the same queues, and take a priority only as
  int64, a delay as int32, the headers of a job as bytes. Follows: spec 05 §3.3, §3.4
*/
import type { Options } from 'amqplib'
import type { JobHeaders, Message } from '../contract.ts'
import type { Topology } from './topology.ts'

/** Names of the headers that carry what belongs to a job. */
export const Name = {
  id: 'rr_id',
  job: 'rr_job',
  pipeline: 'rr_pipeline',
  headers: 'rr_headers',
  delay: 'rr_delay',
  priority: 'rr_priority',
  autoAck: 'rr_auto_ack',
} as const

const routingHeader = 'x-routing-key'

/** What is published, and where to. */
export interface Outgoing {
  readonly routingKey: string
  readonly properties: Options.Publish
  readonly body: Buffer
  readonly delaySeconds: number
}

/** The queue in which messages of one delay wait until the broker moves them on. */
export interface DelayQueue {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** Makes the message of a job. Throws without a routing key where the exchange needs one. */
export function outgoingOf(message: Message, { exchange, routingKey }: Topology): Outgoing {
  const own = message.headers[routingHeader]
  const chosen = own?.length === 1 && own[0] !== '' ? own[0] : undefined
  const key = chosen ?? routingKey
  if (key === '' && exchange.type !== 'fanout') {
    throw new Error('empty routing key, consider adding the routing key name to the AMQP configuration')
  }
  const { payload, delaySeconds } = message
  return {
    routingKey: key,
    properties: {
      contentType: 'application/octet-stream',
      deliveryMode: 2,
      timestamp: Math.floor(Date.now() / 1000),
      headers: headersOf(message, chosen === undefined ? message.headers : without(message.headers, routingHeader)),
    },
    body: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
    delaySeconds: Math.max(0, delaySeconds),
  }
}

/** Name and arguments of the queue for a delay; another routing key than the pipeline's has queues of its own. */
export function delayQueue({ delaySeconds, routingKey }: Outgoing, topology: Topology): DelayQueue {
  const { exchange, queue } = topology
  const delayMs = delaySeconds * 1000
  const suffix = routingKey === topology.routingKey ? '' : `.${routingKey}`
  return {
    name: `delayed-${delayMs}.${exchange.name}.${queue.name || topology.routingKey}${suffix}`,
    arguments: {
      'x-dead-letter-exchange': exchange.name,
      'x-dead-letter-routing-key': routingKey,
      'x-message-ttl': int64(delayMs),
      'x-expires': int64(delayMs * 2),
    },
  }
}

function headersOf(message: Message, headers: JobHeaders): Record<string, unknown> {
  return {
    [Name.id]: message.id,
    [Name.job]: message.job,
    [Name.pipeline]: message.pipeline,
    [Name.headers]: Buffer.from(JSON.stringify(headers)),
    [Name.delay]: { '!': 'int32', value: Math.max(0, Math.min(message.delaySeconds, 0x7fff_ffff)) },
    [Name.priority]: int64(message.priority),
    [Name.autoAck]: message.autoAck,
  }
}

function int64(value: number): object {
  return { '!': 'int64', value }
}

function without(headers: JobHeaders, name: string): JobHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
}
