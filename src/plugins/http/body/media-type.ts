import { utf8FromLatin1 } from '../latin1.ts'
import { BodyError } from './formed.ts'

/** A header value with parameters, such as `multipart/form-data; boundary=x`. */
export interface MediaType {
  /** Lower-case. */
  readonly type: string
  /** By lower-case name. Values that came in quotes are unquoted. */
  readonly parameters: ReadonlyMap<string, string>
}

const tokenChars = "[A-Za-z0-9!#$%&'*+\\-.^_`|~]+"
const whole = new RegExp(`^${tokenChars}(?:/${tokenChars})?$`)
const parameter = new RegExp(`\\s*;\\s*(${tokenChars})\\s*=\\s*("(?:[^"\\\\]|\\\\.)*"|${tokenChars})`, 'y')
const special = /\\([()<>@,;:\\"/[\]?=])/g

/**
 * Takes a media type or disposition apart. Raises a BodyError with Go's texts when it cannot be read. A backslash that escapes
 * nothing stays: browsers send Windows paths. Follows: Go mime.ParseMediaType
 */
export function parseMediaType(value: string): MediaType {
  const end = value.indexOf(';')
  const type = (end === -1 ? value : value.slice(0, end)).trim().toLowerCase()
  if (type === '') throw new BodyError(400, 'mime: no media type')
  if (!whole.test(type)) throw new BodyError(400, 'mime: unexpected content after media subtype')
  return { type, parameters: end === -1 ? new Map() : parseParameters(value.slice(end)) }
}

function parseParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    parameter.lastIndex = at
    const found = parameter.exec(text)
    if (found === null) break
    const name = (found[1] as string).toLowerCase()
    if (parameters.has(name)) throw new BodyError(400, 'mime: duplicate parameter name')
    parameters.set(name, unquote(found[2] as string))
    at = parameter.lastIndex
  }
  if (!/^\s*;?\s*$/.test(text.slice(at))) throw new BodyError(400, 'mime: invalid media parameter')
  for (const [name, value] of parameters) {
    if (name.endsWith('*')) parameters.set(name.slice(0, -1), decodeExtended(value))
  }
  return parameters
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(special, '$1') : value
}

/** `UTF-8''na%C3%AFve.txt` (RFC 2231), as one character per byte. */
function decodeExtended(value: string): string {
  const text = value.slice(value.indexOf("'", value.indexOf("'") + 1) + 1)
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A parameter as text; undefined when absent. */
export function textParameter({ parameters }: MediaType, name: string): string | undefined {
  const value = parameters.get(name)
  return value === undefined ? undefined : utf8FromLatin1(value)
}
