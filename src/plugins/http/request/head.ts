import { type HeaderName, type HeaderNames, Role } from '../header-names.ts'

/** Headers beyond which repeated names are looked for by map instead of by comparing. */
const comparedHeaders = 48

/** The headers of a request: those that PHP gets, and what the others and a few of them say. Values are one character per byte. */
export interface RequestHead {
  /** What PHP gets, in the order of arrival. */
  readonly names: readonly HeaderName[]
  readonly values: readonly string[]
  /** Some name may be there more than once: who writes the headers must group them. */
  readonly repeated: boolean
  readonly host: string
  /** How many `Host` lines there were. */
  readonly hosts: number
  /** The first `Content-Type`. */
  readonly contentType: string
  /** -1 when not given. */
  readonly contentLength: number
  readonly chunked: boolean
  /** All `Cookie` lines, joined. */
  readonly cookie: string
}

/**
 * Reads raw headers (name, value, name, value …) in one pass. `Host`, `Transfer-Encoding` and `Trailer` stay out of what PHP
 * gets; `Pragma: no-cache` alone adds `Cache-Control: no-cache`, as Go does. Follows: spec 03 §3.5
 */
export function readHead(known: HeaderNames, raw: readonly string[]): RequestHead {
  const names: HeaderName[] = []
  const values: string[] = []
  let repeated = raw.length > comparedHeaders * 2
  let host = ''
  let hosts = 0
  let contentType: string | undefined
  let contentLength = -1
  let chunked = false
  let cookie = ''
  let pragma = false
  let cacheControl = false
  for (let index = 0; index < raw.length; index += 2) {
    const name = known.lookup(raw[index] as string)
    const value = raw[index + 1] as string
    switch (name.role) {
      case Role.host:
        if (hosts++ === 0) host = value
        continue
      case Role.transferEncoding:
        chunked = true
        continue
      case Role.trailer:
        continue
      case Role.contentType:
        contentType ??= value
        break
      case Role.contentLength:
        contentLength = Number(value)
        break
      case Role.cookie:
        cookie = cookie === '' ? value : `${cookie}; ${value}`
        break
      case Role.pragma:
        pragma ||= value === 'no-cache'
        break
      case Role.cacheControl:
        cacheControl = true
        break
    }
    repeated ||= isAmong(names, name)
    names.push(name)
    values.push(value)
  }
  if (pragma && !cacheControl) {
    names.push(known.lookup('Cache-Control'))
    values.push('no-cache')
  }
  return { names, values, repeated, host, hosts, contentType: contentType ?? '', contentLength, chunked, cookie }
}

/** The headers grouped by name, in the order of first appearance. */
export function groupHeaders(head: RequestHead): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  head.names.forEach((name, index) => {
    const value = head.values[index] as string
    const group = groups.get(name.text)
    if (group === undefined) groups.set(name.text, [value])
    else group.push(value)
  })
  return groups
}

function isAmong(names: readonly HeaderName[], wanted: HeaderName): boolean {
  for (let index = 0; index < names.length; index++) {
    if ((names[index] as HeaderName).text === wanted.text) return true
  }
  return false
}
