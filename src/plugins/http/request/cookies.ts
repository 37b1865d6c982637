import { isToken } from '../header-names.ts'

const forbidden = /[^\x20-\x7e]|["\\;]/
const badEscape = /%(?![0-9A-Fa-f]{2})/

/**
 * The cookies of a `Cookie` header as PHP gets them: names that are tokens, values unquoted and decoded to bytes. What cannot be
 * decoded is left out; of equal names the last wins. Follows: spec 03 §3.7
 */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const pair = part.trim()
    const at = pair.indexOf('=')
    const name = (at === -1 ? pair : pair.slice(0, at)).trim()
    const value = at === -1 ? '' : cookieValue(pair.slice(at + 1))
    if (value === undefined || !isToken(name)) continue
    cookies.delete(name)
    cookies.set(name, value)
  }
  return cookies
}

/** The value as a string of bytes, undefined when it is not one. */
function cookieValue(raw: string): string | undefined {
  const value = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw
  return forbidden.test(value) ? undefined : unescapeQuery(value)
}

/** Undoes `%XX` and `+`, giving a string of bytes; undefined when an escape is broken. */
export function unescapeQuery(text: string): string | undefined {
  if (badEscape.test(text)) return undefined
  return text.replace(/%..|\+/g, (found) =>
    found === '+' ? ' ' : String.fromCharCode(Number.parseInt(found.slice(1), 16)),
  )
}
