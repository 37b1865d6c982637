import { formatGoDuration } from '../../lib/go-duration.ts'
import { formatGoNumber } from '../../lib/go-number.ts'
import { isLogPairs, type LogFields, type LogPairs, type LogValue } from '../../lib/log.ts'
import { errorChainText } from '../../lib/op-error.ts'
import { Duration, Instant, instantSecondText } from '../../lib/time.ts'
import type { Mode } from './modes.ts'

/** Objects nested deeper are left out: a record never ends the process. */
const maxDepth = 16

/** What sets fields apart: `": "` and `", "` in console lines, compact in JSON. */
export interface Separators {
  readonly afterKey: string
  readonly between: string
}

/** Of JSON lines, and of objects inside fields. */
export const compact: Separators = { afterKey: ':', between: ',' }
/** Of console lines. */
export const spaced: Separators = { afterKey: ': ', between: ', ' }

/** The fields of a record as members of a JSON object, without its braces. Follows: spec 02 §5.3. */
export function encodeFields(fields: LogFields | LogPairs, mode: Mode, separators: Separators): string {
  if (isLogPairs(fields)) return encodePairs(fields, mode, separators)
  let text = ''
  for (const key in fields) {
    const value = fields[key]
    if (value === undefined) continue
    if (text !== '') text += separators.between
    text += quote(key) + separators.afterKey + encodeValue(value, mode, separators, 0)
  }
  return text
}

function encodePairs(pairs: LogPairs, mode: Mode, separators: Separators): string {
  return pairs
    .map(([key, value]) => quote(key) + separators.afterKey + encodeValue(value, mode, separators, 0))
    .join(separators.between)
}

function encodeValue(value: LogValue, mode: Mode, separators: Separators, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return encodeNumber(value)
    case 'object':
      return value === null ? 'null' : encodeObject(value, mode, separators, depth)
    default:
      return value === undefined ? 'null' : String(value)
  }
}

function encodeObject(value: LogValue & object, mode: Mode, separators: Separators, depth: number): string {
  if (value instanceof Error) return quote(errorChainText(value))
  if (value instanceof Duration) return encodeDuration(value, mode)
  if (value instanceof Instant) return encodeInstant(value, mode)
  if (value instanceof Uint8Array) return quoteBytes(value)
  if (depth >= maxDepth) return '"…"'
  if (Array.isArray(value)) return encodeList(value, mode, separators, depth + 1)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members.map(([key, member]) => `${quote(key)}:${encodeValue(member, mode, compact, depth + 1)}`).join(',')}}`
}

/** A list of plain values is spaced like the fields around it, a list with objects is compact like them. */
function encodeList(values: readonly LogValue[], mode: Mode, separators: Separators, depth: number): string {
  const inner = values.some((value) => typeof value === 'object' && value !== null) ? compact : separators
  return `[${values.map((value) => encodeValue(value, mode, inner, depth)).join(inner.between)}]`
}

function encodeNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Number.isFinite(value)) return formatGoNumber(value)
  return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"+Inf"' : '"-Inf"'
}

function encodeDuration(value: Duration, mode: Mode): string {
  switch (mode.duration) {
    case 'text':
      return `"${formatGoDuration(value.nanoseconds)}"`
    case 'seconds':
      return formatGoNumber(value.nanoseconds / 1e9)
    case 'nanoseconds':
      return formatGoNumber(value.nanoseconds)
  }
}

function encodeInstant(value: Instant, mode: Mode): string {
  return mode.time === 'text' ? `"${instantSecondText(value)}"` : String(value.nanoseconds)
}

/** Quotes, backslashes and what is below the blank; the first finds halves of surrogate pairs, too, the second lone ones. */
const escaped = /["\\]|[^ -\ud7ff\ue000-\uffff]/
const escapes = /["\\]|[^ -\ud7ff\ue000-\u{10ffff}]/gu
const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** A JSON string as zap writes it: `<>&` and what is not ASCII stay, other control characters are `\u00xx`. */
export function quote(text: string): string {
  return escaped.test(text) ? `"${text.replace(escapes, escapeOne)}"` : `"${text}"`
}

function escapeOne(character: string): string {
  const short = shortEscapes[character]
  if (short !== undefined) return short
  return character > '\x1f' ? '\\ufffd' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function quoteBytes(bytes: Uint8Array): string {
  return quote(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()).replaceAll('\ufffd', '\\ufffd')
}
