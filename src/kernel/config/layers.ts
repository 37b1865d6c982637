/*
  The effective configuration in two layers. The upper one holds what was worked out (expanded leaves of the file, `-o`, sections
  of included files), the lower one the file as written. A key is looked up in the upper layer first:

     override   http: {address: :8080}            ← leaves only: a section decoded from here has no empty maps
     file       http: {address: ${ADDR}, pool: {}}  ← answers for what is not above

  Follows: spec 02 §1.3, §1.6, §1.9; spf13/viper viper.go (find)
*/
import { isPlainObject } from '../../lib/go-weak.ts'
import type { ConfigReader, ConfigSource } from '../config-reader.ts'
import type { SourceFile } from './parse.ts'
import { type ConfigTree, dottedValueAt, isShadowed, leafPaths, setPath, valueAt } from './tree.ts'

/** Who put a value into the upper layer. */
export type Origin =
  | { readonly kind: 'file'; readonly file: SourceFile }
  | { readonly kind: 'override'; readonly argument: string }

/** Configuration that is being put together; read through ConfigReader afterwards. */
export class LayeredConfig implements ConfigReader {
  readonly #file: SourceFile
  readonly #override: ConfigTree = {}
  /** By path as it was set. */
  readonly #origins = new Map<string, Origin>()

  constructor(file: SourceFile) {
    this.#file = file
  }

  /** Puts a value into the upper layer, over what stood at the path and below it. */
  set(path: string, value: unknown, origin: Origin): void {
    const key = path.toLowerCase()
    for (const known of this.#origins.keys()) {
      if (known.startsWith(`${key}.`)) this.#origins.delete(known)
    }
    setPath(this.#override, key, value)
    this.#origins.set(key, origin)
  }

  get(path: string): unknown {
    const keys = path.toLowerCase().split('.')
    const value = valueAt(this.#override, keys)
    if (value !== undefined && value !== null) return value
    if (isShadowed(this.#override, keys)) return undefined
    return dottedValueAt(this.#file.tree, keys) ?? undefined
  }

  has(path: string): boolean {
    return this.get(path) !== undefined
  }

  sections(): readonly string[] {
    const keys = [...Object.keys(this.#file.tree), ...Object.keys(this.#override)].map(
      (key) => key.split('.', 1)[0] ?? '',
    )
    return [...new Set(keys)].filter((key) => this.has(key))
  }

  sourceOf(path: string): ConfigSource | undefined {
    const key = path.toLowerCase()
    const value = this.get(key)
    if (value === undefined) return undefined
    const origin = this.#originOf(key)
    return origin.kind === 'override' ? origin : fileSource(origin.file, key, value)
  }

  all(): Record<string, unknown> {
    const tree: ConfigTree = {}
    for (const path of this.leaves().sort()) {
      const value = this.get(path)
      if (value !== undefined) setPath(tree, path, sortKeys(value))
    }
    return sortKeys(tree) as ConfigTree
  }

  /** Paths of all leaves of both layers that have a value. */
  leaves(): string[] {
    const paths = new Set([...leafPaths(this.#override), ...leafPaths(this.#file.tree)])
    return [...paths].filter((path) => this.has(path))
  }

  /** The origin of the nearest path at or above the key, else of the first leaf below it, else the file. */
  #originOf(key: string): Origin {
    for (let at = key; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
      const origin = this.#origins.get(at)
      if (origin !== undefined) return origin
    }
    const file: Origin = { kind: 'file', file: this.#file }
    if (this.#file.lines.has(key)) return file
    return this.#origins.entries().find(([known]) => known.startsWith(`${key}.`))?.[1] ?? file
  }
}

function fileSource(file: SourceFile, key: string, value: unknown): ConfigSource {
  const raw = dottedValueAt(file.tree, key.split('.'))
  const place = { kind: 'file', path: file.path, line: nearestLine(file, key) } as const
  return typeof raw === 'string' && raw !== value ? { ...place, raw } : place
}

function nearestLine(file: SourceFile, key: string): number {
  for (let at = key; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const line = file.lines.get(at)
    if (line !== undefined) return line
  }
  return 0
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  )
}
