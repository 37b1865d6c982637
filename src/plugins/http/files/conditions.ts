import type { HeaderList } from '../header-list.ts'

/** What conditions of a request are held against. */
export interface Validators {
  /** With quotes, and `W/` where weak; undefined: none. */
  readonly etag: string | undefined
  /** Whole seconds count. */
  readonly mtimeMs: number
}

/** What the conditions of a request come to: send it, 304, or 412. */
export type Condition = 'send' | 'notModified' | 'failed'

/** Evaluates the conditions of a request, in the order that RFC 9110 §13.2.2 prescribes. */
export function evaluateConditions(method: string, headers: HeaderList, found: Validators): Condition {
  const ifMatch = headers.get('If-Match')
  if (ifMatch !== undefined) {
    if (!matchesAny(ifMatch, found.etag, true)) return 'failed'
  } else if (modifiedSince(headers.get('If-Unmodified-Since'), found.mtimeMs) === true) return 'failed'
  const reads = method === 'GET' || method === 'HEAD'
  const ifNoneMatch = headers.get('If-None-Match')
  if (ifNoneMatch !== undefined) {
    if (matchesAny(ifNoneMatch, found.etag, false)) return reads ? 'notModified' : 'failed'
  } else if (reads && modifiedSince(headers.get('If-Modified-Since'), found.mtimeMs) === false) return 'notModified'
  return 'send'
}

/** Whether `If-Range` lets a range be sent; without the header it does. Weak validators do not. */
export function allowsRange(headers: HeaderList, found: Validators): boolean {
  const value = headers.get('If-Range')
  if (value === undefined) return true
  if (value.startsWith('"') || value.startsWith('W/')) return value === found.etag && !value.startsWith('W/')
  const date = Date.parse(value)
  return !Number.isNaN(date) && date === Math.floor(found.mtimeMs / 1000) * 1000
}

/** Whether an entity tag is in a list, by strong or weak comparison. */
export function matchesAny(list: string, etag: string | undefined, strong: boolean): boolean {
  if (list.trim() === '*') return true
  if (etag === undefined || (strong && etag.startsWith('W/'))) return false
  const tags: readonly string[] = list.match(/(?:W\/)?"[^"]*"/g) ?? []
  return strong ? tags.includes(etag) : tags.some((tag) => opaque(tag) === opaque(etag))
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

/** Undefined when there is no readable date to compare with. */
function modifiedSince(value: string | undefined, mtimeMs: number): boolean | undefined {
  const date = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.floor(mtimeMs / 1000) > Math.floor(date / 1000)
}
