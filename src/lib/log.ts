import type { Duration, Instant } from './time.ts'

/** The levels our own code emits, lowest first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** What a field of a record may hold. Errors print their chain text, bytes as text; plain objects print as compact JSON. */
export type LogValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Error
  | Duration
  | Instant
  | Uint8Array
  | readonly LogValue[]
  | { readonly [key: string]: LogValue }

/** Fields of a record, printed in the order given. */
export type LogFields = Readonly<Record<string, LogValue>>

/** Fields that an object would put in another order or lose: names that are numbers, a name twice. */
export type LogPairs = ReadonlyArray<readonly [name: string, value: LogValue]>

/** Tells the two forms of fields apart. */
export function isLogPairs(fields: LogFields | LogPairs): fields is LogPairs {
  return Array.isArray(fields)
}

/**
 * Writes records to one channel. Ask `enabled` before building costly fields: a disabled level must cost one call.
 * Follows: spec 02 §5.
 */
export interface Logger {
  readonly name: string
  enabled(level: LogLevel): boolean
  debug(message: string, fields?: LogFields | LogPairs): void
  info(message: string, fields?: LogFields | LogPairs): void
  warn(message: string, fields?: LogFields | LogPairs): void
  error(message: string, fields?: LogFields | LogPairs): void
}

/** A logger that drops everything: for tests and for `mode: none`. */
export const silentLogger: Logger = {
  name: '',
  enabled: () => false,
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
}
