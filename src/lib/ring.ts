/** A first-in, first-out queue in a ring that grows by doubling: push and shift cost the same whatever its length. */
export class Ring<T> {
  #items: (T | undefined)[] = emptySlots<T>(16)
  #head = 0
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The next to leave. */
  get first(): T | undefined {
    return this.#length === 0 ? undefined : this.#items[this.#head]
  }

  push(item: T): void {
    if (this.#length === this.#items.length) this.#grow()
    this.#items[(this.#head + this.#length) & (this.#items.length - 1)] = item
    this.#length++
  }

  /** Puts an item in front: it is the next to leave. */
  unshift(item: T): void {
    if (this.#length === this.#items.length) this.#grow()
    this.#head = (this.#head - 1) & (this.#items.length - 1)
    this.#items[this.#head] = item
    this.#length++
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const item = this.#items[this.#head]
    this.#items[this.#head] = undefined
    this.#head = (this.#head + 1) & (this.#items.length - 1)
    this.#length--
    return item
  }

  /** Keeps what `keep` says, in order. */
  filter(keep: (item: T) => boolean): void {
    for (let left = this.#length; left > 0; left--) {
      const item = this.shift() as T
      if (keep(item)) this.push(item)
    }
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.#length; index++) {
      yield this.#items[(this.#head + index) & (this.#items.length - 1)] as T
    }
  }

  #grow(): void {
    const items = emptySlots<T>(this.#items.length * 2)
    let at = 0
    for (const item of this) items[at++] = item
    this.#items = items
    this.#head = 0
  }
}

function emptySlots<T>(count: number): (T | undefined)[] {
  return Array.from<T | undefined>({ length: count })
}
