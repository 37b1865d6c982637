import { latin1FromUtf8 } from '../latin1.ts'

/** A pattern for paths, compiled. Paths are decoded, one character per byte, and may be followed by `?` and a query. */
export interface PathPattern {
  /** As written. */
  readonly text: string
  /** Whether `url` up to `end` fits. */
  matches(url: string, end: number): boolean
  /** Whether it takes every path that the other takes. False where that is not clear. */
  covers(other: PathPattern): boolean
  /** What every path begins with. */
  readonly head: string
  readonly kind: 'any' | 'exact' | 'prefix' | 'glob'
}

/**
 * Compiles a pattern: empty for any path; `/x` for exactly that; `/x/*` for `/x` and all below; else `*` stands for a part of one segment
 * and `**` for a part of the path.
 */
export function compilePath(text: string): PathPattern {
  const bytes = latin1FromUtf8(text)
  if (text === '' || text === '/*' || text === '/**') return any(text)
  const star = bytes.indexOf('*')
  if (star === -1) return exact(text, bytes)
  const isPrefix = bytes.endsWith('/*') && star === bytes.length - 1
  return isPrefix ? prefix(text, bytes.slice(0, -2)) : glob(text, bytes, bytes.slice(0, star))
}

const slash = 0x2f

function any(text: string): PathPattern {
  return { text, kind: 'any', head: '', matches: () => true, covers: () => true }
}

function exact(text: string, path: string): PathPattern {
  return {
    text,
    kind: 'exact',
    head: path,
    matches: (url, end) => end === path.length && url.startsWith(path),
    covers: (other) => other.kind === 'exact' && other.head === path,
  }
}

function prefix(text: string, path: string): PathPattern {
  const matches = (url: string, end: number): boolean =>
    url.startsWith(path) && (end === path.length || (end > path.length && url.charCodeAt(path.length) === slash))
  return {
    text,
    kind: 'prefix',
    head: path,
    matches,
    covers: ({ kind, head }) => (kind === 'glob' ? head.startsWith(`${path}/`) : matches(head, head.length)),
  }
}

function glob(text: string, bytes: string, head: string): PathPattern {
  const source = bytes.replace(/\*\*|\*|[^*]+/g, (part) => {
    if (part === '**') return '[^?]*'
    return part === '*' ? '[^/?]*' : part.replace(/[.+^${}()|[\]\\?]/g, '\\$&')
  })
  const pattern = new RegExp(`^${source}(?:\\?|$)`)
  return {
    text,
    kind: 'glob',
    head,
    matches: (url) => pattern.test(url),
    covers: (other) => (other.kind === 'exact' ? pattern.test(other.head) : other.text === text),
  }
}
