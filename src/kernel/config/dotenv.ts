/*
  Dotenv files: KEY=VALUE or KEY: VALUE, `export` before it, `#` comments, single quotes literal, double quotes with escapes and
  references, unquoted values with references to names set above in the same file.
  Follows: spec 02 §1.7; joho/godotenv v1.5 parser.go
*/
import { readFileSync } from 'node:fs'
import { pathErrorText } from '../../lib/system-error.ts'

const blank = '[\\t\\v\\f\\r \\u0085\\u00a0]'
const space = new RegExp(`(?:\\s|\\u0085)*(?:#[^\\n]*(?:\\n|$)(?:\\s|\\u0085)*)*`, 'y')
const exportWord = new RegExp(`export${blank}+`, 'y')
const keyPart = new RegExp(`([^=:\\n]*)[=:]${blank}*`, 'y')
const quoted = /'((?:\\'|[^'])*)'|"((?:\\"|[^"])*)"/y
const unquoted = /[^\n]*/y
const comment = new RegExp(`${blank}#.*$`)
const variable = /(\\)?\$(\()?\{?([A-Z0-9_]+)?\}?/g

/** Variables of a dotenv text, in order. Throws on what is no assignment. */
export function parseDotenv(source: string): Map<string, string> {
  const text = source.replaceAll('\r\n', '\n')
  const variables = new Map<string, string>()
  for (let at = skip(space, text, 0); at < text.length; at = skip(space, text, at)) {
    at = skip(exportWord, text, at)
    const [assignment, name] = keyAt(text, at)
    at += assignment.length
    const [length, value] = valueAt(text, at, variables)
    variables.set(name, value)
    at += length
  }
  return variables
}

/**
 * Loads a dotenv file into the process environment, from where workers inherit it. Variables that are set already, even to
 * nothing, keep their value.
 */
export function loadDotenv(path: string, environment: NodeJS.ProcessEnv = process.env): void {
  for (const [name, value] of parseDotenv(readText(path))) {
    if (environment[name] === undefined) environment[name] = value
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(pathErrorText('open', path, error), { cause: error })
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

function keyAt(text: string, at: number): [assignment: string, name: string] {
  keyPart.lastIndex = at
  const match = keyPart.exec(text)
  const line = text.slice(at).split('\n', 1)[0] ?? ''
  const name = match?.[1]?.trim() ?? line
  const strange = /[^A-Za-z0-9_.\s]/.exec(name)?.[0]
  if (strange !== undefined) throw new Error(`unexpected character "${strange}" in variable name near "${line}"`)
  if (match === null) throw new Error(`unexpected end of line in variable name near "${line}"`)
  return [match[0], name]
}

function valueAt(text: string, at: number, variables: ReadonlyMap<string, string>): [length: number, value: string] {
  if (text[at] === '"' || text[at] === "'") {
    quoted.lastIndex = at
    const match = quoted.exec(text)
    if (match === null) throw new Error(`unterminated quoted value ${text.slice(at).split('\n', 1)[0]}`)
    const [whole, literal, escaped] = match
    return [whole.length, literal ?? expand(unescapeText(escaped ?? ''), variables)]
  }
  unquoted.lastIndex = at
  const line = unquoted.exec(text)?.[0] ?? ''
  return [line.length, expand(line.replace(comment, '').trim(), variables)]
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/g, (whole, letter: string) => {
    if (letter === 'n') return '\n'
    if (letter === 'r') return '\r'
    return letter === '$' ? whole : letter
  })
}

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    variable,
    (whole, escape: string | undefined, call: string | undefined, name: string | undefined) => {
      if (escape !== undefined || call !== undefined) return whole.slice(1)
      return name === undefined ? whole : (variables.get(name) ?? '')
    },
  )
}
