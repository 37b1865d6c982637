/*
  YAML as RoadRunner's parser reads it: 1.2 booleans, Go's integer forms, bare dates as timestamps, merge keys; duplicate keys are
  an error. Lines are kept per path.
  Follows: spec 02 §1.1; go-yaml v3 resolve.go
*/
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type ScalarTag,
  type Tags,
  type YAMLMap,
} from 'yaml'
import { isPlainObject } from '../../lib/go-weak.ts'
import type { ConfigTree } from './tree.ts'

/** A parsed file: its values, and the line of each lower-case path (list elements by their number). */
export interface ParsedConfig {
  readonly tree: ConfigTree
  readonly lines: ReadonlyMap<string, number>
}

/** Nodes a file may unfold to through its aliases. */
const maxNodes = 1_000_000

/** Reads the first document of a YAML text. Throws an Error with the line of the first fault. */
export function parseYaml(text: string, options: { readonly uniqueKeys?: boolean } = {}): ParsedConfig {
  const counter = new LineCounter()
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: options.uniqueKeys ?? true,
    customTags: goTags,
    lineCounter: counter,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const document = Array.isArray(documents) ? documents[0] : undefined
  if (document === undefined || document.contents === null) return { tree: {}, lines: new Map() }
  const fault = document.errors[0]
  if (fault !== undefined) throw new Error(`yaml: line ${counter.linePos(fault.pos[0]).line}: ${fault.message}`)
  return new TreeBuilder(document, counter).build()
}

/** Turns nodes into plain values and notes the line of each. */
class TreeBuilder {
  readonly #document: Document
  readonly #counter: LineCounter
  readonly #lines = new Map<string, number>()
  #nodes = 0

  constructor(document: Document, counter: LineCounter) {
    this.#document = document
    this.#counter = counter
  }

  build(): ParsedConfig {
    const root = this.#value(this.#document.contents, '')
    if (root === null) return { tree: {}, lines: this.#lines }
    if (!isPlainObject(root)) {
      throw new Error(`yaml: line 1: the root must be a mapping, not a ${Array.isArray(root) ? 'list' : 'scalar'}`)
    }
    return { tree: root, lines: this.#lines }
  }

  #value(node: unknown, path: string): unknown {
    if (++this.#nodes > maxNodes) throw new Error('yaml: document contains excessive aliasing')
    if (isAlias(node)) return this.#value(this.#target(node), path)
    if (isMap(node)) return this.#mapping(node, path)
    if (isSeq(node)) return node.items.map((item, index) => this.#noted(item, item, join(path, String(index))))
    return isScalar(node) ? node.value : null
  }

  /** Own keys win over merged ones, and of merged mappings the first. */
  #mapping(map: YAMLMap, path: string): ConfigTree {
    const own: Array<[string, unknown]> = []
    const merged: Array<[string, unknown]> = []
    for (const pair of map.items) {
      const key = keyText(pair.key)
      if (key === '<<') merged.unshift(...this.#mergedEntries(pair.value, path))
      else own.push([key, this.#noted(pair.value, pair.key, join(path, key))])
    }
    return Object.fromEntries([...merged, ...own])
  }

  #mergedEntries(node: unknown, path: string): Array<[string, unknown]> {
    const target = isAlias(node) ? this.#target(node) : node
    const sources = isSeq(target) ? target.items.toReversed() : [target]
    return sources.flatMap((source) => {
      const value = this.#value(source, path)
      if (!isPlainObject(value)) throw new Error('yaml: map merge requires map or sequence of maps as the value')
      return Object.entries(value)
    })
  }

  #target(alias: Alias): unknown {
    const target = alias.resolve(this.#document)
    if (target !== undefined) return target
    const line = this.#counter.linePos(alias.range?.[0] ?? 0).line
    throw new Error(`yaml: line ${line}: unknown anchor '${alias.source}' referenced`)
  }

  #noted(node: unknown, place: unknown, path: string): unknown {
    const range = (place as { range?: readonly number[] | null } | null)?.range
    if (range?.[0] !== undefined) this.#lines.set(path, this.#counter.linePos(range[0]).line)
    return this.#value(node, path)
  }
}

function join(path: string, key: string): string {
  return path === '' ? key.toLowerCase() : `${path}.${key.toLowerCase()}`
}

function keyText(key: unknown): string {
  if (!isScalar(key)) throw new Error('yaml: a key must be a scalar')
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}

const integer: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][0-9_]*)$/,
  resolve: (source) => {
    const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(source.replaceAll('_', '')) ?? []
    const value = Number(/^0[0-7]/.test(digits) ? `0o${digits}` : digits.toLowerCase())
    return sign === '-' ? -value : value
  },
}

const float: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/,
  resolve: (source) => Number(source.replaceAll('_', '')),
}

const notFinite: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (source) => {
    if (/nan/i.test(source)) return Number.NaN
    return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  },
}

const timestamp: ScalarTag = {
  tag: 'tag:yaml.org,2002:timestamp',
  default: true,
  test: /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/,
  resolve: (source) => new Date(source),
}

function goTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => typeof tag === 'string' || !/:(?:int|float)$/.test(tag.tag))
  return [integer, float, notFinite, timestamp, ...kept]
}
