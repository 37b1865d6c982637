import { isUtf8 } from 'node:buffer'
import { hasNonAscii, utf8FromLatin1 } from '../latin1.ts'

/** A request-target taken apart; texts may hold any Unicode character. */
export interface Target {
  /** As it stands in `uri` behind scheme and host, or whole when `absolute`. */
  readonly url: string
  /** Behind `?`, untouched but for bytes that are no UTF-8. */
  readonly rawQuery: string
  /** `GET http://host/…`: the uri is the target itself. */
  readonly absolute: boolean
}

/* Characters that a path may hold as they are. Anything else makes Go decode it and write it anew. */
const plainPath = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:@/[\]]|%[0-9A-Fa-f]{2})*$/
const badEscape = /%(?![0-9A-Fa-f]{2})/
const scheme = /^[A-Za-z][A-Za-z0-9+\-.]*:\/\//

/**
 * Takes a request-target apart, as Go's server re-serialises it: a path that is validly escaped stays, another is escaped anew.
 * Undefined when it cannot be read (400). Follows: spec 03 §3.6, spec 09 #15; Go net/url EscapedPath
 */
export function parseTarget(raw: string): Target | undefined {
  const mark = raw.indexOf('?')
  const path = mark === -1 ? raw : raw.slice(0, mark)
  const query = mark === -1 ? '' : readable(raw.slice(mark + 1))
  const absolute = !path.startsWith('/') && scheme.test(path)
  if (!absolute && !path.startsWith('/') && path !== '*') return undefined
  const written = plainPath.test(path) ? path : escapeAnew(path)
  if (written === undefined) return undefined
  const tail = query.includes('#') ? query.replaceAll('#', '%23') : query
  return { url: mark === -1 ? written : `${written}?${tail}`, rawQuery: query, absolute }
}

/** Bytes as text where they are UTF-8, else percent-encoded. */
function readable(bytes: string): string {
  if (!hasNonAscii(bytes)) return bytes
  return isUtf8(Buffer.from(bytes, 'latin1')) ? utf8FromLatin1(bytes) : bytes.replace(/[\u0080-\u00ff]/g, percent)
}

function escapeAnew(path: string): string | undefined {
  if (badEscape.test(path)) return undefined
  const decoded = path.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return decoded.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]/g, percent)
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
