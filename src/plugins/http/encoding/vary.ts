import type { HeaderList } from '../header-list.ts'

/** Adds a name to `Vary` unless it is there, or `*`. */
export function addVary(headers: HeaderList, name: string): void {
  const there = varyNames(headers)
  if (!there.includes('*') && !there.includes(name.toLowerCase())) headers.add('Vary', name)
}

/** The names in `Vary`, lower-case. */
export function varyNames(headers: HeaderList): string[] {
  return headers
    .all('Vary')
    .flatMap((value) => value.split(','))
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
}
