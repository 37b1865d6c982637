/* An AMQP message as a job, whoever sent it. Follows: spec 05 §3.5 */
import type { ConsumeMessage } from 'amqplib'
import { isPlainObject } from '../../../lib/go-weak.ts'
import type { Logger } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import type { JobHeaders } from '../contract.ts'
import { Name } from './outgoing.ts'

/** What a message says of its job. */
export interface Incoming {
  readonly id: string
  readonly job: string
  /** Those of the job, over all of the message as text. */
  readonly headers: JobHeaders
  /** Names among them that we or the broker added: they do not travel on. */
  readonly added: ReadonlySet<string>
  readonly pipeline: string | undefined
  readonly priority: number
  readonly autoAck: boolean
}

type Table = Readonly<Record<string, unknown>>

/** Reads a message. What cannot be read is logged and left at its default. */
export function incomingOf(message: ConsumeMessage, priority: number, log: Logger): Incoming {
  const table: Table = message.properties.headers ?? {}
  const texts = new HeaderTexts(log)
  texts.addTable(table, false)
  const own = jobHeaders(table[Name.headers], log)
  for (const name of Object.keys(own)) texts.added.delete(name)
  return {
    id: textIn(table, Name.id) ?? missing('missing header rr_id, generating new one', crypto.randomUUID(), log),
    job: textIn(table, Name.job) ?? missing('missing header rr_job, using the standard one', 'deduced_by_rr', log),
    headers: { ...Object.fromEntries(texts.values), ...own },
    added: texts.added,
    pipeline: textIn(table, Name.pipeline),
    priority: priorityIn(table, priority, log),
    autoAck: table[Name.autoAck] === true,
  }
}

/** Headers that a job takes along when it is published again: `headers` without what was added on the way and has not been changed. */
export function travelling(headers: JobHeaders, incoming: Incoming): JobHeaders {
  const kept = Object.entries(headers).filter(
    ([name, values]) => !incoming.added.has(name) || values !== incoming.headers[name],
  )
  return Object.fromEntries(kept)
}

/** Collects the headers of a message as lists of texts; inner tables are laid open. */
class HeaderTexts {
  readonly values = new Map<string, string[]>()
  readonly added = new Set<string>()
  readonly #log: Logger

  constructor(log: Logger) {
    this.#log = log
  }

  addTable(table: Table, byBroker: boolean): void {
    for (const [name, value] of Object.entries(table)) this.#add(name, value, byBroker || isAdded(name))
  }

  #add(name: string, value: unknown, added: boolean): void {
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) this.#add(name, item, added)
      return
    }
    const text = textOf(value)
    if (text !== undefined) this.#put(name, text, added)
    else if (isPlainObject(value)) this.addTable(value, added)
    else this.#log.warn('unknown header type, skipping the header', { key: name })
  }

  #put(name: string, text: string, added: boolean): void {
    if (added) this.added.add(name)
    const list = this.values.get(name)
    if (list === undefined) this.values.set(name, [text])
    else list.push(text)
  }
}

function isAdded(name: string): boolean {
  return name.startsWith('rr_') || /^x-(first-|last-)?death/.test(name)
}

/** A value as text; undefined for a table, and for what has none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(5)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (Buffer.isBuffer(value)) return value.toString()
  return isPlainObject(value) ? taggedText(value) : undefined
}

/** What the client library marks with its type. */
function taggedText({ '!': tag, value }: Table): string | undefined {
  if (tag === 'timestamp') return new Date(Number(value) * 1000).toISOString().replace('.000Z', 'Z')
  if (tag !== 'decimal' || !isPlainObject(value)) return undefined
  const places = Number(value['places'])
  return (Number(value['digits']) / 10 ** places).toFixed(places)
}

function jobHeaders(value: unknown, log: Logger): JobHeaders {
  if (!Buffer.isBuffer(value)) return {}
  try {
    const headers: unknown = JSON.parse(value.toString())
    if (headers === null) return {}
    if (!isPlainObject(headers)) throw new Error('not an object')
    const lists = Object.entries(headers).map(([name, list]) => {
      if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw new Error('not lists of texts')
      return [name, list as string[]] as const
    })
    return Object.fromEntries(lists)
  } catch (error) {
    log.warn('failed to unmarshal headers (should be JSON), continuing execution', { error: errorText(error) })
    return {}
  }
}

function priorityIn(table: Table, fallback: number, log: Logger): number {
  const value = table[Name.priority]
  if (value === undefined) return fallback
  if (typeof value === 'number' && Number.isInteger(value)) return value
  log.warn('unknown priority type', { type: typeof value })
  return fallback
}

function textIn(table: Table, name: string): string | undefined {
  const value = table[name]
  return typeof value === 'string' ? value : undefined
}

function missing<T>(text: string, value: T, log: Logger): T {
  log.debug(text)
  return value
}
