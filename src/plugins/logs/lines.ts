import type { LogFields, LogLevel, LogPairs } from '../../lib/log.ts'
import { logLevels } from '../../lib/log.ts'
import { nowNanosecondText, nowSecondText } from '../../lib/time.ts'
import type { Mode } from './modes.ts'
import { compact, encodeFields, quote, spaced } from './values.ts'

/** Builds the line of a record, without the line ending. */
export type LineBuilder = (level: LogLevel, message: string, fields: LogFields | LogPairs | undefined) => string

const nameWidth = 12
const nameColor = 92
const levelColors: Readonly<Record<LogLevel, number>> = { debug: 97, info: 96, warn: 93, error: 91 }

/** `{"level":"info","ts":…,"logger":"http","msg":"…","status":200}`. Follows: spec 02 §5.3. */
export function jsonLines(mode: Mode, name: string, color: boolean): LineBuilder {
  const { keys } = mode
  const heads = perLevel((level) => {
    const levelPart = keys.level === undefined ? '' : `${quote(keys.level)}:${quote(levelText(mode, level, color))},`
    return `{${levelPart}${keys.time === undefined ? '' : `${quote(keys.time)}:`}`
  })
  const namePart =
    keys.logger === undefined || name === '' ? '' : `${quote(keys.logger)}:${quote(nameText(mode, name, color))},`
  const timeOf = keys.time === undefined ? nothing : mode.time === 'text' ? quotedSecond : nanosecondDigits
  const afterTime = `${namePart}${quote(keys.message)}:`
  return (level, message, fields) => {
    const line = heads[level] + timeOf() + afterTime + quote(message)
    const members = fields === undefined ? '' : encodeFields(fields, mode, compact)
    return members === '' ? `${line}}` : `${line},${members}}`
  }
}

/** `2026-11-23T09:56:53+0000⇥INFO⇥http        ⇥http log⇥{"status": 200}`. Follows: spec 02 §5.3. */
export function consoleLines(mode: Mode, name: string, color: boolean): LineBuilder {
  const { keys } = mode
  const namePart = keys.logger === undefined || name === '' ? '' : `${nameText(mode, name, color)}\t`
  const heads = perLevel((level) => (keys.level === undefined ? '' : `${levelText(mode, level, color)}\t`) + namePart)
  const timeOf = keys.time === undefined ? nothing : mode.time === 'text' ? nowSecondText : nowNanosecondText
  const afterTime = keys.time === undefined ? '' : '\t'
  return (level, message, fields) => {
    const line = timeOf() + afterTime + heads[level] + message
    const members = fields === undefined ? '' : encodeFields(fields, mode, spaced)
    return members === '' ? line : `${line}${line === '' ? '' : '\t'}{${members}}`
  }
}

function perLevel(make: (level: LogLevel) => string): Readonly<Record<LogLevel, string>> {
  return Object.fromEntries(logLevels.map((level) => [level, make(level)])) as Record<LogLevel, string>
}

function levelText(mode: Mode, level: LogLevel, color: boolean): string {
  if (!mode.decorated) return level
  return painted(level.toUpperCase(), levelColors[level], color)
}

function nameText(mode: Mode, name: string, color: boolean): string {
  return mode.decorated ? painted(name.padEnd(nameWidth), nameColor, color) : name
}

function painted(text: string, sgr: number, color: boolean): string {
  return color ? `\x1b[${sgr}m${text}\x1b[0m` : text
}

function nothing(): string {
  return ''
}

function quotedSecond(): string {
  return `"${nowSecondText()}",`
}

function nanosecondDigits(): string {
  return `${nowNanosecondText()},`
}
