/*
  Go's time.ParseDuration and Duration.String: what users write after every timeout in .rr.yaml.
  Follows: spec 02 §1.10; golang/go src/time/format.go
*/

const unitNanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3, // U+00B5, micro sign
  μs: 1e3, // U+03BC, Greek letter mu
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

const part = /([0-9]*)(\.[0-9]*)?([^0-9.]*)/y
const maxNanoseconds = 2 ** 63

/** Nanoseconds of a duration such as `1h3m40s500ms`. Throws with Go's text. */
export function parseGoDuration(text: string): number {
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const digits = text.slice(sign.length)
  if (digits === '0') return 0
  const nanoseconds = digits === '' ? invalid(text) : sumParts(digits, text)
  if (nanoseconds >= maxNanoseconds) return invalid(text)
  return sign === '-' ? -nanoseconds : nanoseconds
}

/** A duration as Go prints it: `1m30s`, `500ms`, `0s`. */
export function formatGoDuration(nanoseconds: number): string {
  const sign = nanoseconds < 0 ? '-' : ''
  const rest = Math.abs(nanoseconds)
  if (rest === 0) return '0s'
  if (rest < 1e3) return `${sign}${rest}ns`
  if (rest < 1e6) return `${sign}${rest / 1e3}µs`
  if (rest < 1e9) return `${sign}${rest / 1e6}ms`
  const hours = Math.floor(rest / unitOf('h'))
  const minutes = Math.floor((rest % unitOf('h')) / unitOf('m'))
  const seconds = (rest % unitOf('m')) / 1e9
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`
}

/** Milliseconds as Go prints a duration, to the millisecond: for messages. */
export function formatMilliseconds(milliseconds: number): string {
  return formatGoDuration(Math.round(milliseconds) * 1e6)
}

function sumParts(digits: string, whole: string): number {
  let nanoseconds = 0
  let at = 0
  while (at < digits.length) {
    part.lastIndex = at
    const [match = '', integer = '', fraction = '', unit = ''] = part.exec(digits) ?? []
    if (integer === '' && fraction.length < 2) return invalid(whole)
    nanoseconds += Number(`${integer}${fraction}`) * unitOf(unit, whole)
    at += match.length
  }
  return Math.trunc(Math.round(nanoseconds * 1e3) / 1e3)
}

function unitOf(unit: string, whole = ''): number {
  if (unit === '') throw new Error(`time: missing unit in duration ${JSON.stringify(whole)}`)
  const nanoseconds = Object.hasOwn(unitNanoseconds, unit) ? unitNanoseconds[unit] : undefined
  if (nanoseconds === undefined) {
    throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(whole)}`)
  }
  return nanoseconds
}

function invalid(text: string): never {
  throw new Error(`time: invalid duration ${JSON.stringify(text)}`)
}
