/* What a pipeline on AMQP is configured with, in its flat and its nested form, as one thing. Follows: spec 05 §3.1 */
import type { z } from 'zod'
import { isPlainObject } from '../../../lib/go-weak.ts'
import { anything, bool, type Field, int, section, text } from '../../../lib/scalars.ts'
import { amqpFields } from '../../amqp/contract.ts'

const exchangeTypes = ['direct', 'fanout', 'topic', 'headers'] as const

/** Options of a pipeline, joined with the keys of section `amqp`. */
export const pipelineConfig = section({
  ...amqpFields,
  version: int().describe('Form of the options: 0 and 1 are flat, 2 has sections `exchange` and `queue`'),
  prefetch: int().default(10).describe('Most jobs taken from the broker and not yet done'),
  queue: anything().describe('Name of the queue; without one the pipeline only pushes. Version 2: a section'),
  exchange: anything().describe('Name of the exchange, amqp.default unless given. Version 2: a section'),
  exchange_type: text().default('direct').describe('direct, fanout, topic or headers'),
  exchange_durable: bool().describe('The exchange survives a restart of the broker'),
  exchange_auto_delete: bool().describe('The exchange goes with its last queue'),
  exchange_declare: bool().default(true).describe('Declare the exchange; off where the user may not'),
  routing_key: text().describe('Routing key of what is pushed, and of the binding of the queue'),
  durable: bool().describe('The queue survives a restart of the broker'),
  queue_auto_delete: bool().describe('The queue goes with its last consumer'),
  queue_declare: bool().default(true).describe('Declare and bind the queue; off where the user may not'),
  exclusive: bool().describe('The queue is for this connection alone'),
  queue_headers: anything().describe('Arguments of the queue; a map, or a JSON object'),
  delete_queue_on_stop: bool().describe('The queue is deleted, with what is in it, when the pipeline ends'),
  multiple_ack: bool().describe('An acknowledgement counts for all jobs taken before, too'),
  requeue_on_fail: bool().describe('A job that could not be run comes again'),
  redial_timeout: int().default(60).describe('Seconds that attempts to connect again may go on'),
  consumer_id: text().describe('Tag of the consumer; made up unless given'),
})

/** Decoded options of a pipeline. */
export type PipelineConfig = z.infer<typeof pipelineConfig>

const exchangeSection = section({
  name: text(),
  type: text().default('direct'),
  durable: bool(),
  auto_delete: bool(),
  declare: bool().default(true),
})
const queueSection = section({
  name: text(),
  routing_key: text(),
  durable: bool(),
  auto_delete: bool(),
  exclusive: bool(),
  delete_on_stop: bool(),
  multiple_ack: bool(),
  requeue_on_fail: bool(),
  consumer_id: text(),
  headers: anything(),
  declare: bool().default(true),
})

/** Exchange and queue of a pipeline, and how it takes jobs. */
export interface Topology {
  readonly exchange: {
    readonly name: string
    readonly type: (typeof exchangeTypes)[number]
    readonly durable: boolean
    readonly autoDelete: boolean
    readonly declare: boolean
  }
  readonly queue: {
    /** '': the pipeline only pushes. */
    readonly name: string
    readonly durable: boolean
    readonly autoDelete: boolean
    readonly exclusive: boolean
    readonly arguments: Readonly<Record<string, unknown>>
    readonly deleteOnStop: boolean
    readonly declare: boolean
  }
  readonly routingKey: string
  readonly prefetch: number
  readonly multipleAck: boolean
  readonly requeueOnFail: boolean
  readonly consumerTag: string
  readonly redialTimeoutMs: number
}

/** Reads the options of a pipeline. Throws an Error with the text of RoadRunner for those that cannot work. */
export function topologyOf(config: PipelineConfig): Topology {
  const { exchange, queue } = config.version === 2 ? nested(config) : flat(config)
  return {
    exchange: {
      name: exchange.name || 'amqp.default',
      type: exchangeType(exchange.type),
      durable: exchange.durable,
      autoDelete: exchange.auto_delete,
      declare: exchange.declare,
    },
    queue: {
      name: queue.name,
      durable: queue.durable,
      autoDelete: queue.auto_delete,
      exclusive: queue.exclusive,
      arguments: queueArguments(queue.headers),
      deleteOnStop: queue.delete_on_stop,
      declare: queue.declare,
    },
    routingKey: queue.routing_key,
    // A short on the wire, where 0 would be no limit at all.
    prefetch: config.prefetch > 0 ? Math.min(config.prefetch, 0xffff) : 10,
    multipleAck: queue.multiple_ack,
    requeueOnFail: queue.requeue_on_fail,
    consumerTag: queue.consumer_id || `roadrunner-${crypto.randomUUID()}`,
    redialTimeoutMs: (config.redial_timeout > 0 ? config.redial_timeout : 60) * 1000,
  }
}

interface Sections {
  readonly exchange: z.infer<typeof exchangeSection>
  readonly queue: z.infer<typeof queueSection>
}

function flat(config: PipelineConfig): Sections {
  if (config.version !== 0 && config.version !== 1) {
    throw new Error(`unsupported AMQP pipeline config version: ${config.version}`)
  }
  const name = text()
  return {
    exchange: {
      name: name.parse(config.exchange),
      type: config.exchange_type,
      durable: config.exchange_durable,
      auto_delete: config.exchange_auto_delete,
      declare: config.exchange_declare,
    },
    queue: {
      ...config,
      name: name.parse(config.queue),
      auto_delete: config.queue_auto_delete,
      delete_on_stop: config.delete_queue_on_stop,
      headers: config.queue_headers,
      declare: config.queue_declare,
    },
  }
}

function nested({ exchange, queue }: PipelineConfig): Sections {
  if (exchange === undefined && queue === undefined) {
    throw new Error('exchange or queue configuration is required for AMQP config version 2')
  }
  return { exchange: part(exchangeSection, exchange, 'exchange'), queue: part(queueSection, queue, 'queue') }
}

function part<T>(schema: Field<T>, value: unknown, name: string): T {
  const decoded = schema.safeParse(value)
  if (decoded.success) return decoded.data
  throw new Error(
    decoded.error.issues.map(({ path, message }) => `'${[name, ...path].join('.')}' ${message}`).join('; '),
  )
}

function exchangeType(wanted: string): Topology['exchange']['type'] {
  // PHP's constant has the plural.
  const type = wanted === '' ? 'direct' : wanted === 'topics' ? 'topic' : wanted
  const known = exchangeTypes.find((name) => name === type)
  if (known !== undefined) return known
  throw new Error(`invalid exchange type "${type}", must be one of: ${exchangeTypes.join(', ')}`)
}

/** PHP sends `[]` for no arguments. */
function queueArguments(value: unknown): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof value === 'string' && value !== '' ? JSON.parse(value) : value
  if (parsed === undefined || parsed === null || parsed === '' || (Array.isArray(parsed) && parsed.length === 0))
    return {}
  if (!isPlainObject(parsed)) throw new Error('queue_headers must be a map, or a JSON object')
  return parsed
}
