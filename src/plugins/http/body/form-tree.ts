import { jsonText } from '../json-text.ts'
import { splitFieldName } from './field-name.ts'
import { BodyError } from './formed.ts'

/* Longer names are left out without a word. */
const maxSegments = 127

/** A value that stands alone or in a list (`name[]`). */
type Leaf<T> = { readonly value: T } | { readonly list: readonly T[] }
type Node<T> = Branch<T> | Leaf<T>
/* A Map, because names are the client's: an object would reorder `10` and `2` and stumble over `__proto__`. */
type Branch<T> = Map<string, Node<T>>

/** How values of one kind behave in a tree. */
export interface LeafKind<T> {
  /** Which of several values under one plain name counts. */
  pick(values: readonly T[]): T
  /** An empty value gives way to anything, and displaces nothing. */
  isEmpty(value: T): boolean
  toJson(value: T): string
}

/** Texts of a form: the last of equal names counts. */
export const textLeaf: LeafKind<string> = {
  pick: (values) => values.at(-1) as string,
  isEmpty: (value) => value === '',
  toJson: (value) => `"${jsonText(value)}"`,
}

/** Collects the fields of a form and gives them as the tree that PHP expects. Follows: spec 03 §3.3 */
export class FormTree<T> {
  readonly #kind: LeafKind<T>
  /** Values by name, in the order of first appearance. */
  readonly #fields = new Map<string, T[]>()

  constructor(kind: LeafKind<T>) {
    this.#kind = kind
  }

  add(name: string, value: T): void {
    const values = this.#fields.get(name)
    if (values === undefined) this.#fields.set(name, [value])
    else values.push(value)
  }

  get isEmpty(): boolean {
    return this.#fields.size === 0
  }

  /** The tree as JSON, keys in the order of their bytes. Raises a BodyError when two names contradict each other. */
  toJson(): string {
    const root: Branch<T> = new Map()
    for (const [name, values] of this.#fields) {
      const path = splitFieldName(name)
      if (path.length <= maxSegments) this.#insert(root, path, values)
    }
    return this.#write(root)
  }

  #insert(root: Branch<T>, path: readonly string[], values: readonly T[]): void {
    let branch = root
    for (let depth = 0; ; depth++) {
      const key = path[depth] as string
      const rest = path.length - depth - 1
      if (rest === 0) return this.#insertLeaf(branch, key, { value: this.#kind.pick(values) })
      if (rest === 1 && path[depth + 1] === '') return this.#insertLeaf(branch, key, { list: values })
      branch = this.#descend(branch, key)
    }
  }

  #descend(branch: Branch<T>, key: string): Branch<T> {
    const existing = branch.get(key)
    if (existing instanceof Map) return existing
    if (existing !== undefined && !this.#isEmptyLeaf(existing)) throw contradiction(key)
    const deeper: Branch<T> = new Map()
    branch.set(key, deeper)
    return deeper
  }

  #insertLeaf(branch: Branch<T>, key: string, leaf: Leaf<T>): void {
    const existing = branch.get(key)
    if (existing !== undefined && this.#isEmptyLeaf(leaf)) return
    if (existing instanceof Map) throw contradiction(key)
    branch.set(key, leaf)
  }

  #isEmptyLeaf(leaf: Leaf<T>): boolean {
    if ('value' in leaf) return this.#kind.isEmpty(leaf.value)
    return leaf.list.length === 0 || (leaf.list.length === 1 && this.#kind.isEmpty(leaf.list[0] as T))
  }

  #write(node: Node<T>): string {
    if (!(node instanceof Map)) {
      if ('value' in node) return this.#kind.toJson(node.value)
      return `[${node.list.map((value) => this.#kind.toJson(value)).join(',')}]`
    }
    const members = [...node].sort(([a], [b]) => byBytes(a, b))
    return `{${members.map(([key, child]) => `"${jsonText(key)}":${this.#write(child)}`).join(',')}}`
  }
}

function contradiction(key: string): BodyError {
  return new BodyError(400, `invalid multiple values to key '${key}' in tree`)
}

/** Order of the UTF-8 bytes, which is that of the code points. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
