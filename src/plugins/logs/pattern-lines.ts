import { getCallSites } from 'node:util'
import { formatGoDuration } from '../../lib/go-duration.ts'
import { formatGoNumber } from '../../lib/go-number.ts'
import { formatGoTime } from '../../lib/go-time.ts'
import { isLogPairs, type LogFields, type LogLevel, type LogPairs, type LogValue } from '../../lib/log.ts'
import { errorChainText } from '../../lib/op-error.ts'
import { Duration, Instant } from '../../lib/time.ts'
import type { LineBuilder } from './lines.ts'

/** What a placeholder may show of a record. */
interface LogRecord {
  readonly level: LogLevel
  readonly message: string
  readonly fields: LogFields | LogPairs
  readonly caller: Caller | undefined
}

interface Caller {
  readonly scriptName: string
  readonly lineNumber: number
  readonly functionName: string
}

type Part = (record: LogRecord) => string

/** Calls between a record's author and the place where we look for them: logger method, its write, the line builder, ours. */
const ownFrames = 4

/**
 * Lines of an own pattern such as `%time% %level% %logger%: %message% %attrs%`. Placeholders that do not exist stay as they are.
 * Follows: spec 02 §5.1 (the next line of RoadRunner).
 */
export function patternLines(pattern: string, timeLayout: string, name: string): LineBuilder {
  const makers = placeholders(timeLayout, name, !pattern.includes('%logger%'))
  // Text and placeholders take turns: the capturing group keeps both.
  const parts = pattern.split(/(%[a-z_]+%)/).map((piece): Part => makers[piece] ?? (() => piece))
  const wantsCaller = pattern.includes('%source_')
  return (level, message, fields = {}) => {
    const record = { level, message, fields, caller: wantsCaller ? callerOf() : undefined }
    return parts.map((part) => part(record)).join('')
  }
}

function placeholders(timeLayout: string, name: string, loggerAsAttribute: boolean): Readonly<Record<string, Part>> {
  const loggerAttribute = loggerAsAttribute && name !== '' ? [`logger=${name}`] : []
  return {
    '%time%': () => formatGoTime(timeLayout, Instant.now()),
    '%level%': ({ level }) => level.toUpperCase(),
    '%logger%': () => name,
    '%message%': ({ message }) => message,
    '%attrs%': ({ fields }) => [...loggerAttribute, ...attributes(fields, '', timeLayout)].join(' '),
    '%source_file%': ({ caller }) => caller?.scriptName ?? '',
    '%source_line%': ({ caller }) => String(caller?.lineNumber ?? ''),
    '%source_func%': ({ caller }) => caller?.functionName ?? '',
  }
}

function callerOf(): Caller | undefined {
  return getCallSites(ownFrames + 1)[ownFrames]
}

function attributes(fields: LogFields | LogPairs, prefix: string, timeLayout: string): string[] {
  return (isLogPairs(fields) ? fields : Object.entries(fields)).flatMap(([key, value]) => {
    if (value === undefined) return []
    if (isGroup(value)) return attributes(value, `${prefix}${key}.`, timeLayout)
    return [`${prefix}${key}=${plainText(value, timeLayout)}`]
  })
}

function isGroup(value: LogValue): value is LogFields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return ![Error, Duration, Instant, Uint8Array].some((type) => value instanceof type)
}

function plainText(value: LogValue, timeLayout: string): string {
  if (typeof value === 'number') return formatGoNumber(value)
  if (value instanceof Error) return errorChainText(value)
  if (value instanceof Duration) return formatGoDuration(value.nanoseconds)
  if (value instanceof Instant) return formatGoTime(timeLayout, value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (Array.isArray(value)) return `[${value.map((item) => plainText(item, timeLayout)).join(' ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
