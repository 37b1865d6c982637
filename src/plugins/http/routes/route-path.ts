/*
  A path can be read in two ways: as it stands, once decoded, which is how most applications do; or with `//`, `.` and `..` taken out as
  well, which is how web servers do. Routes look at both.
*/

/* An escape, an empty segment, `.` or `..` before the query. */
const readTwice = /^[^?]*?(?:%|\/\/|\/\.\.?(?:[/?]|$))/
const schemeAndHost = /^[A-Za-z][A-Za-z0-9+\-.]*:\/\/([^/?]*)/

/** Whether the two readings of a path may differ from what is written. */
export function isReadTwice(url: string): boolean {
  return readTwice.test(url)
}

/** The path decoded, one character per byte. The escape of `?` stays, so that a query can follow a path. */
export function decodedPath(url: string): string {
  const path = url.slice(0, pathEnd(url))
  return path.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) =>
    hex === '3F' || hex === '3f' ? escape : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** A decoded path without empty segments, `.` and `..`; what leads above the root is taken to end there. */
export function normalPath(decoded: string): string {
  const segments: string[] = []
  const parts = decoded.split('/')
  for (const part of parts) {
    if (part === '..') segments.pop()
    else if (part !== '' && part !== '.') segments.push(part)
  }
  const last = parts.at(-1)
  const folder = segments.length > 0 && (last === '' || last === '.' || last === '..')
  return `/${segments.join('/')}${folder ? '/' : ''}`
}

/** Where the path of a url ends. */
export function pathEnd(url: string): number {
  const mark = url.indexOf('?')
  return mark === -1 ? url.length : mark
}

/** Takes a target in absolute form apart; undefined for any other. */
export function absoluteParts(url: string): { readonly host: string; readonly url: string } | undefined {
  const found = schemeAndHost.exec(url)
  if (found === null) return undefined
  const rest = url.slice(found[0].length)
  return { host: found[1] ?? '', url: rest.startsWith('/') ? rest : `/${rest}` }
}
