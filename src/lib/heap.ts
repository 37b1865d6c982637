/** A binary heap: `pop` gives the least item by `before`. Items that are equal come out in any order. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #before: (left: T, right: T) => boolean

  constructor(before: (left: T, right: T) => boolean) {
    this.#before = before
  }

  get length(): number {
    return this.#items.length
  }

  /** The next to leave. */
  get first(): T | undefined {
    return this.#items[0]
  }

  push(item: T): void {
    const items = this.#items
    let at = items.length
    items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(item, items[parent] as T)) break
      items[at] = items[parent] as T
      at = parent
    }
    items[at] = item
  }

  pop(): T | undefined {
    const [first] = this.#items
    const last = this.#items.pop()
    if (last !== undefined && this.#items.length > 0) this.#sink(last)
    return first
  }

  /** Takes everything out, in any order. */
  clear(): T[] {
    return this.#items.splice(0)
  }

  #sink(item: T): void {
    const items = this.#items
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.#before(items[child + 1] as T, items[child] as T)) child++
      if (!this.#before(items[child] as T, item)) break
      items[at] = items[child] as T
      at = child
    }
    items[at] = item
  }
}
