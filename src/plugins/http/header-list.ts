/**
 * Headers as an ordered list, for middleware: names in any case, several values per name, values one character per byte.
 */
export class HeaderList {
  /** Names and values in turn. */
  readonly #pairs: string[]

  constructor(pairs: readonly string[] = []) {
    this.#pairs = [...pairs]
  }

  /** The first value of a name. */
  get(name: string): string | undefined {
    const at = this.#find(name)
    return at === -1 ? undefined : this.#pairs[at + 1]
  }

  /** All values of a name, in order. */
  all(name: string): string[] {
    return [...this].filter(([key]) => same(key, name)).map(([, value]) => value)
  }

  has(name: string): boolean {
    return this.#find(name) !== -1
  }

  /** Replaces every value of a name. */
  set(name: string, value: string): void {
    this.delete(name)
    this.#pairs.push(name, value)
  }

  /** Adds a value; those that are there stay. */
  add(name: string, value: string): void {
    this.#pairs.push(name, value)
  }

  delete(name: string): void {
    for (let at = this.#find(name); at !== -1; at = this.#find(name)) this.#pairs.splice(at, 2)
  }

  /** Names and values in turn: a copy. */
  toPairs(): string[] {
    return [...this.#pairs]
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (let at = 0; at < this.#pairs.length; at += 2) yield [this.#pairs[at] as string, this.#pairs[at + 1] as string]
  }

  #find(name: string): number {
    for (let at = 0; at < this.#pairs.length; at += 2) if (same(this.#pairs[at] as string, name)) return at
    return -1
  }
}

function same(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase()
}
