/*
  Go's strconv: how numbers and booleans in texts are read.
  Follows: spec 02 §1.9; golang/go src/strconv/atoi.go, atob.go
*/

const trueTexts: readonly string[] = ['1', 't', 'T', 'TRUE', 'true', 'True']
const falseTexts: readonly string[] = ['0', 'f', 'F', 'FALSE', 'false', 'False']

/** Go's integer literals: `42`, `0x2a`, `0b101`, `0o52`, `052`, `1_000`. An underscore stands between digits or after a prefix. */
const literal = /^(?:0x(?:_?[0-9a-f])+|0b(?:_?[01])+|0o?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/i
const float = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i

/** `strconv.ParseInt(text, 0, 64)`. Throws with Go's text. */
export function parseGoInt(text: string): number {
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const value = parseLiteral(text.slice(sign.length), 'ParseInt')
  const limit = sign === '-' ? 2n ** 63n : 2n ** 63n - 1n
  if (value > limit) throw new Error('strconv.ParseInt: value out of range')
  return sign === '-' ? -Number(value) : Number(value)
}

/** `strconv.ParseUint(text, 0, 64)`: takes no sign. Throws with Go's text. */
export function parseGoUint(text: string): number {
  const value = parseLiteral(text, 'ParseUint')
  if (value >= 2n ** 64n) throw new Error('strconv.ParseUint: value out of range')
  return Number(value)
}

/** `strconv.ParseBool(text)`. Throws with Go's text. */
export function parseGoBool(text: string): boolean {
  if (trueTexts.includes(text)) return true
  if (falseTexts.includes(text)) return false
  throw new Error('strconv.ParseBool: invalid syntax')
}

/** `strconv.ParseFloat(text, 64)`, without hexadecimal floats and infinities. Throws with Go's text. */
export function parseGoFloat(text: string): number {
  if (!float.test(text)) throw new Error('strconv.ParseFloat: invalid syntax')
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Error('strconv.ParseFloat: value out of range')
  return value
}

/** A number in decimal digits without an exponent, as `strconv.FormatFloat(value, 'f', -1, 64)` writes it. */
export function formatGoNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString()
  const text = String(value)
  const [digits = '', exponent] = text.split('e-')
  if (exponent === undefined) return text
  const places = Number(exponent) + (digits.split('.')[1]?.length ?? 0)
  return value.toFixed(Math.min(places, 100))
}

function parseLiteral(text: string, operation: string): bigint {
  if (!literal.test(text)) throw new Error(`strconv.${operation}: invalid syntax`)
  const plain = text.replaceAll('_', '')
  return BigInt(/^0[0-7]/.test(plain) ? `0o${plain.slice(1)}` : plain.toLowerCase())
}
