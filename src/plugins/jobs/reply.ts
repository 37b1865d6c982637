import type { JobHeaders } from './contract.ts'

/** What a worker says of a job. Headers are those to merge over the job's; `known` is false for a type nobody knows. */
export type Reply =
  | { readonly kind: 'ack'; readonly known: boolean; readonly type: number }
  | {
      /** `error` and `requeue` want the job again with headers, `nack` without. */
      readonly kind: 'error' | 'nack' | 'requeue'
      readonly message: string
      readonly requeue: boolean
      readonly delaySeconds: number
      readonly headers: JobHeaders
    }

const acked: Reply = { kind: 'ack', known: true, type: 2 }
/** What the official packages send for a job that is done: `ack()`, and `complete()`. */
const usualAcks = [2, 0].map((type) => Buffer.from(`{"type":${type},"data":[]}`)) as [Buffer, Buffer]
const kinds = new Map<number, 'error' | 'nack' | 'requeue'>([
  [1, 'error'],
  [3, 'nack'],
  [4, 'requeue'],
])

/**
 * Reads the body of a worker's answer. Raises an Error for what is no answer to a job; lenient where Go's strictness only hurts: `[]` for
 * no headers, a text for a list of one, numbers in lists, `"5"` for 5. Follows: spec 04 §7.2, §7.3
 */
export function parseReply(body: Buffer): Reply {
  if (body.equals(usualAcks[0]) || body.equals(usualAcks[1])) return acked
  const reply: unknown = JSON.parse(body.toString())
  if (reply === null) return acked
  const fields = fieldsOf(reply, 'answer')
  const type = typeOf(fields.get('type'))
  const kind = kinds.get(type)
  if (kind === undefined) return { kind: 'ack', known: type === 0 || type === 2, type }
  const data = fields.get('data')
  const details: ReadonlyMap<string, unknown> = data === null ? new Map() : fieldsOf(data, 'data')
  return {
    kind,
    message: textOf(details.get('message')),
    // PHP 4.5.0 named it so.
    requeue: kind === 'requeue' || flagOf(details.get('requeue') ?? details.get('redelivery')),
    delaySeconds: secondsOf(details.get('delay_seconds')),
    headers: headersOf(details.get('headers')),
  }
}

/** Keys match in any letter case; the last of several counts. */
function fieldsOf(value: unknown, what: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(what, value, 'an object')
  return new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]))
}

function typeOf(value: unknown): number {
  if (value === undefined || value === null) return 0
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw mismatch('type', value, 'a number')
  return value
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw mismatch('message', value, 'a string')
  return value
}

function flagOf(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw mismatch('requeue', value, 'a boolean')
  return value
}

function secondsOf(value: unknown): number {
  if (value === undefined || value === null) return 0
  const seconds = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds)) throw mismatch('delay_seconds', value, 'seconds')
  return seconds
}

function headersOf(value: unknown): JobHeaders {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch('headers', value, 'an object of lists')
  return Object.fromEntries(Object.entries(value).map(([name, list]) => [name, valuesOf(list)]))
}

function valuesOf(list: unknown): string[] {
  if (list === null) return []
  return (Array.isArray(list) ? list : [list]).map((value: unknown) => {
    if (typeof value !== 'string' && typeof value !== 'number') throw mismatch('headers', value, 'strings')
    return String(value)
  })
}

function mismatch(field: string, value: unknown, wanted: string): Error {
  const shown = JSON.stringify(value) ?? 'nothing'
  return new Error(`${field} is ${shown.length > 64 ? `${shown.slice(0, 64)}…` : shown}, wanted ${wanted}`)
}
