import type { LogFields, LogValue } from '../../../lib/log.ts'
import { errorChainText } from '../../../lib/op-error.ts'
import { Duration, Instant } from '../../../lib/time.ts'

/** Fields of a log record as plain data: what has a class stands in a box that names it. */
export type PackedFields = Readonly<Record<string, unknown>>

const box = '\0class'

/** Packs fields for another thread. */
export function packFields(fields: LogFields): PackedFields {
  return mapped(fields, pack)
}

/** Unpacks what `packFields` gave. An error has the text of its whole chain. */
export function unpackFields(fields: PackedFields): LogFields {
  return mapped(fields, unpack) as LogFields
}

function pack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return { [box]: 'error', value: errorChainText(value) }
  if (value instanceof Duration) return { [box]: 'duration', value: value.nanoseconds }
  if (value instanceof Instant) return { [box]: 'instant', value: value.nanoseconds }
  if (value instanceof Uint8Array) return new Uint8Array(value)
  return Array.isArray(value) ? value.map(pack) : mapped(value as Record<string, unknown>, pack)
}

function unpack(value: unknown): LogValue {
  if (typeof value !== 'object' || value === null) return value as LogValue
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(unpack)
  const fields = value as Readonly<Record<string, unknown>>
  switch (fields[box]) {
    case 'error':
      return new Error(fields['value'] as string)
    case 'duration':
      return new Duration(fields['value'] as number)
    case 'instant':
      return new Instant(fields['value'] as bigint)
    default:
      return mapped(fields, unpack) as LogFields
  }
}

function mapped(
  fields: Readonly<Record<string, unknown>>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const key in fields) result[key] = change(fields[key])
  return result
}
