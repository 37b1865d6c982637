import { Ring } from '../../lib/ring.ts'

/** Items of one priority, oldest first. */
interface Level<T> {
  readonly priority: number
  readonly items: Ring<T>
}

/**
 * A queue by priority: the smallest number leaves first, items of one priority in the order they came. Few priorities are in use
 * at a time, so each has a ring of its own, and both ends cost the same whatever the length. Follows: spec 04 §5
 */
export class PriorityQueue<T> {
  /** By falling priority number, so that the next to leave stands last; none is empty. */
  readonly #levels: Level<T>[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Priority of the next to leave; -1 when there is none. */
  get nextPriority(): number {
    return this.#levels.at(-1)?.priority ?? -1
  }

  push(item: T, priority: number): void {
    this.#level(priority).items.push(item)
    this.#length++
  }

  /** Puts an item in front of those of its priority: it had been taken out and could not be used. */
  unshift(item: T, priority: number): void {
    this.#level(priority).items.unshift(item)
    this.#length++
  }

  shift(): T | undefined {
    const level = this.#levels.at(-1)
    if (level === undefined) return undefined
    const item = level.items.shift()
    this.#length--
    if (level.items.length === 0) this.#levels.pop()
    return item
  }

  /** Takes out what `matches`, keeps the rest in order. Answers how many went. */
  remove(matches: (item: T) => boolean): number {
    const before = this.#length
    for (let at = this.#levels.length - 1; at >= 0; at--) {
      const { items } = this.#levels[at] as Level<T>
      this.#length -= items.length
      items.filter((item) => !matches(item))
      this.#length += items.length
      if (items.length === 0) this.#levels.splice(at, 1)
    }
    return before - this.#length
  }

  #level(priority: number): Level<T> {
    const levels = this.#levels
    let low = 0
    let high = levels.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((levels[middle] as Level<T>).priority > priority) low = middle + 1
      else high = middle
    }
    const found = levels[low]
    if (found?.priority === priority) return found
    const level = { priority, items: new Ring<T>() }
    levels.splice(low, 0, level)
    return level
  }
}
