import { jsonText } from './json-text.ts'

/** What a header means to us, beyond being passed on. */
export const Role = {
  plain: 0,
  host: 1,
  transferEncoding: 2,
  trailer: 3,
  contentType: 4,
  contentLength: 5,
  cookie: 6,
  pragma: 7,
  cacheControl: 8,
  contentEncoding: 9,
  connection: 10,
  date: 11,
} as const

/** A header name as it was seen, with everything that follows from its spelling. */
export interface HeaderName {
  /** Canonical spelling, as PHP and clients get it. */
  readonly text: string
  /** Opening of its member in a JSON object of lists: `"Name":["`. */
  readonly json: string
  readonly role: number
  /** Whether it may go on the wire. */
  readonly valid: boolean
}

const roles: Readonly<Record<string, number>> = {
  Host: Role.host,
  'Transfer-Encoding': Role.transferEncoding,
  Trailer: Role.trailer,
  'Content-Type': Role.contentType,
  'Content-Length': Role.contentLength,
  Cookie: Role.cookie,
  Pragma: Role.pragma,
  'Cache-Control': Role.cacheControl,
  'Content-Encoding': Role.contentEncoding,
  Connection: Role.connection,
  Date: Role.date,
}

const token = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/

/** True for a header name that may go on the wire. */
export function isToken(name: string): boolean {
  return token.test(name)
}

/**
 * Upper-cases the first letter and each one after `-`, lower-cases the rest. A name that is no token stays as it is.
 * Follows: Go net/textproto CanonicalMIMEHeaderKey (spec 03 §3.5, §15.2)
 */
export function canonicalName(name: string): string {
  if (!isToken(name)) return name
  let text = ''
  for (let start = 0; ; ) {
    const dash = name.indexOf('-', start)
    const end = dash === -1 ? name.length : dash + 1
    text += name.charAt(start).toUpperCase() + name.slice(start + 1, end).toLowerCase()
    if (dash === -1) return text
    start = end
  }
}

/**
 * Remembers the names that were seen, so that canonical spelling costs one look-up per header. A name that differs only in case
 * gives the same text, so texts can be compared by identity. Bounded: clients choose the names.
 */
export class HeaderNames {
  readonly #seen = new Map<string, HeaderName>()
  readonly #limit: number

  constructor(limit = 2048) {
    this.#limit = limit
  }

  lookup(name: string): HeaderName {
    return this.#seen.get(name) ?? this.#learn(name)
  }

  #learn(name: string): HeaderName {
    const text = canonicalName(name)
    const entry = { text, json: `"${jsonText(text)}":["`, valid: isToken(text), role: roles[text] ?? Role.plain }
    if (this.#seen.size < this.#limit) this.#seen.set(name, entry)
    return entry
  }
}
