import { utf8FromLatin1 } from '../latin1.ts'
import { unescapeQuery } from '../request/cookies.ts'
import { BodyError } from './formed.ts'

/**
 * The pairs of a query string or urlencoded body, in order. Raises a BodyError at a broken escape or at `;` between pairs, as Go
 * does. Follows: spec 03 §3.1
 */
export function parseQuery(text: string): [string, string][] {
  const pairs: [string, string][] = []
  for (const part of text.split('&')) {
    if (part === '') continue
    if (part.includes(';')) throw new BodyError(400, 'invalid semicolon separator in query')
    const at = part.indexOf('=')
    pairs.push([decode(at === -1 ? part : part.slice(0, at)), decode(at === -1 ? '' : part.slice(at + 1))])
  }
  return pairs
}

/** Text of a part; `text` is one character per byte or plain text. */
function decode(text: string): string {
  const bytes = unescapeQuery(text)
  if (bytes === undefined) throw new BodyError(400, `invalid URL escape ${JSON.stringify(brokenEscape(text))}`)
  return utf8FromLatin1(bytes)
}

/** The escape as Go quotes it: up to three characters. */
function brokenEscape(text: string): string {
  const at = text.search(/%(?![0-9A-Fa-f]{2})/)
  return text.slice(at, at + 3)
}
