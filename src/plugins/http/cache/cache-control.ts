import type { HeaderList } from '../header-list.ts'

/** Directives by name, lower-case; those without a value have an empty one. The first of a name counts, as the stricter reading. */
export type Directives = ReadonlyMap<string, string>

const pattern = /\s*([^\s,=;"]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,;"]*))?[^,]*/gy

/** Reads every `Cache-Control` of a head. */
export function cacheControl(headers: HeaderList): Directives {
  const directives = new Map<string, string>()
  for (const text of headers.all('Cache-Control')) {
    for (const [, name = '', value = ''] of splitList(text)) {
      const key = name.toLowerCase()
      if (!directives.has(key)) directives.set(key, value.startsWith('"') ? value.slice(1, -1) : value)
    }
  }
  return directives
}

/** Seconds of a directive; undefined when absent. What is no number is 0: stale at once. */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const value = directives.get(name)
  if (value === undefined) return undefined
  return /^\d{1,10}$/.test(value) ? Number(value) : 0
}

function* splitList(text: string): Generator<RegExpExecArray> {
  pattern.lastIndex = 0
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) yield match
    // Behind the next comma; one of an empty element too.
    at = match === null ? at + 1 : pattern.lastIndex + 1
  }
}
