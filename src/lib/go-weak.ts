/*
  Weak decoding: what RoadRunner accepts for a value of each type. Each function takes a parsed value that is not null and throws
  an Error with the text that follows `'<path>' ` in RoadRunner's message.
  Follows: spec 02 §1.9, 01 §7; go-viper/mapstructure v2 mapstructure.go
*/
import { parseGoDuration } from './go-duration.ts'
import { formatGoNumber, parseGoBool, parseGoFloat, parseGoInt, parseGoUint } from './go-number.ts'

/** A string: numbers become decimal text, booleans `1` and `0`. */
export function weakText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatGoNumber(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  return unconvertible('string', value)
}

/** A boolean: numbers other than 0 are true, the empty text is false. `yes` and `on` are errors. */
export function weakBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'string') return value === '' ? false : parsed('bool', parseGoBool, value)
  return unconvertible('bool', value)
}

/** An integer: fractions are cut off, texts may be Go literals such as `0x10`. */
export function weakInt(value: unknown): number {
  return weakInteger('int', parseGoInt, value)
}

/** An integer from 0 up. A negative number is 0 (RoadRunner wraps it to a huge one, 01 §7), a negative text an error. */
export function weakCount(value: unknown): number {
  return Math.max(weakInteger('uint64', parseGoUint, value), 0)
}

/** A number with a fraction. */
export function weakNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return value === '' ? 0 : parsed('float64', parseGoFloat, value)
  return unconvertible('float64', value)
}

/** Milliseconds: text is Go's duration syntax, a bare number counts nanoseconds. */
export function weakDurationMs(value: unknown): number {
  const nanoseconds =
    typeof value === 'string' ? parseGoDuration(value) : weakInteger('time.Duration', parseGoInt, value)
  return nanoseconds / 1e6
}

/** Elements of a list: a text is split at commas, any other single value is a list of one. */
export function weakList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return value === '' ? [] : value.split(',')
  return isPlainObject(value) && Object.keys(value).length === 0 ? [] : [value]
}

/** Entries of a map: a list of maps is merged, the later wins. */
export function weakMap(value: unknown): Readonly<Record<string, unknown>> {
  if (isPlainObject(value)) return value
  if (Array.isArray(value) && value.every(isPlainObject)) return Object.assign({}, ...value) as Record<string, unknown>
  throw new Error(`expected a map or struct, got "${goKind(value)}"`)
}

/** True for a parsed mapping; false for lists, dates and scalars. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** Name of the Go kind that a parsed value has: `string`, `int`, `float64`, `slice`, `map`, … */
export function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice'
  if (value instanceof Date) return 'struct'
  return goType(value).replace(/^map\[.*/, 'map')
}

/** Name of the Go type that a parsed value has, as RoadRunner prints it. */
export function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}'
  if (value instanceof Date) return 'time.Time'
  if (value === null || value === undefined) return '<nil>'
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float64'
    default:
      return 'map[string]interface {}'
  }
}

function weakInteger(type: string, parse: (text: string) => number, value: unknown): number {
  if (typeof value === 'number') return Math.trunc(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return value === '' ? 0 : parsed(type, parse, value)
  return unconvertible(type, value)
}

function parsed<T>(type: string, parse: (text: string) => T, value: string): T {
  try {
    return parse(value)
  } catch (error) {
    throw new Error(`cannot parse value as '${type}': ${(error as Error).message}`, { cause: error })
  }
}

function unconvertible(type: string, value: unknown): never {
  throw new Error(`expected type '${type}', got unconvertible type '${goType(value)}'`)
}
