/*
  Trees of parsed configuration: mappings with lower-case keys, lists, scalars. A `.` separates the parts of a path, also where a
  key itself has dots in it.
  Follows: spec 02 §1.3, §1.9; spf13/viper viper.go (find, AllKeys, Set)
*/
import { isPlainObject } from '../../lib/go-weak.ts'

/** A parsed mapping. */
export type ConfigTree = { [key: string]: unknown }

/** Makes every key lower-case, also inside lists. Of keys that become equal the last wins. */
export function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toLowerCase(), lowerKeys(part)]))
}

/** Paths of all leaves: of everything but mappings. Empty mappings have none. */
export function leafPaths(tree: ConfigTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = `${prefix}${key}`
    return isPlainObject(value) ? leafPaths(value, `${path}.`) : [path]
  })
}

/** Puts a value into the tree; scalars in the way give place to mappings. */
export function setPath(tree: ConfigTree, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() as string
  let at = tree
  for (const key of keys) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined
    at = isPlainObject(next) ? next : define(at, key, {})
  }
  define(at, last, value)
}

/** The value at a path, with each part of the path one key. */
export function valueAt(tree: ConfigTree, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => childOf(value, key), tree)
}

/** The value at a path, where keys may have dots: a longer literal key wins over the nested form. */
export function dottedValueAt(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value
  for (let taken = path.length; taken > 0; taken--) {
    const child = childOf(value, path.slice(0, taken).join('.'))
    const found = child === undefined || child === null ? undefined : dottedValueAt(child, path.slice(taken))
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

/** True when a scalar or list stands on the way to the path. */
export function isShadowed(tree: ConfigTree, path: readonly string[]): boolean {
  for (let taken = 1; taken < path.length; taken++) {
    const value = valueAt(tree, path.slice(0, taken))
    if (value === undefined || value === null) return false
    if (!isPlainObject(value)) return true
  }
  return false
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined
  return isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Sets an own property whatever its name (`__proto__` too). */
function define<T>(tree: ConfigTree, key: string, value: T): T {
  Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true })
  return value
}
