/** Keys that expire are looked after by the second. */
const tickMs = 1000
/** Keys removed in one go; the rest follows in the next turn of the loop. */
const stepMax = 10_000

/**
 * Removes keys once their time has passed: one timer for all of them, and only while there are any. Who reads a key looks at its
 * time himself; this gives the memory back.
 */
export class ExpiryWheel {
  readonly #expire: (key: string) => void
  /** Keys by the second after their time. */
  readonly #slots = new Map<number, Set<string>>()
  #timer: NodeJS.Timeout | NodeJS.Immediate | undefined

  /** `expire` is told each key when its time has passed. */
  constructor(expire: (key: string) => void) {
    this.#expire = expire
  }

  /** Times are milliseconds since 1970. */
  add(key: string, expiresAtMs: number): void {
    const slot = slotOf(expiresAtMs)
    const keys = this.#slots.get(slot)
    if (keys === undefined) this.#slots.set(slot, new Set([key]))
    else keys.add(key)
    this.#timer ??= setTimeout(() => this.#sweep(), tickMs).unref()
  }

  remove(key: string, expiresAtMs: number): void {
    const slot = slotOf(expiresAtMs)
    const keys = this.#slots.get(slot)
    keys?.delete(key)
    if (keys?.size === 0) this.#slots.delete(slot)
  }

  /** How many seconds have keys. */
  get slots(): number {
    return this.#slots.size
  }

  clear(): void {
    this.#slots.clear()
    clearTimeout(this.#timer as NodeJS.Timeout)
    clearImmediate(this.#timer as NodeJS.Immediate)
    this.#timer = undefined
  }

  #sweep(): void {
    const done = this.#expireDue(Math.floor(Date.now() / tickMs))
    this.#timer = undefined
    if (!done) this.#timer = setImmediate(() => this.#sweep()).unref()
    else if (this.#slots.size > 0) this.#timer = setTimeout(() => this.#sweep(), tickMs).unref()
  }

  /** False when some are left because there are many. */
  #expireDue(now: number): boolean {
    let left = stepMax
    for (const [slot, keys] of this.#slots) {
      if (slot > now) continue
      for (const key of keys) {
        if (left-- === 0) return false
        keys.delete(key)
        this.#expire(key)
      }
      this.#slots.delete(slot)
    }
    return true
  }
}

function slotOf(expiresAtMs: number): number {
  return Math.ceil(expiresAtMs / tickMs)
}
