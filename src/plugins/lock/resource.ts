/*
  One resource: who holds it, and who waits, first come first served.
  Follows: spec 06 §2.3
*/
import type { LockRequest } from './backend.ts'

/** Somebody who waits. Times are milliseconds of one monotonic clock. */
export interface Waiter {
  readonly request: LockRequest
  /** When the wait ends in a refusal. */
  readonly until: number
  settle(granted: boolean): void
}

/** Locks of one name. Every call is told the time, and first ends what has expired by then. */
export class Resource {
  /** Holds by id, with the time at which each expires. At most one when it is a writer's. */
  readonly #holds = new Map<string, number>()
  #exclusive = false
  #waiters: Waiter[] = []

  /** Grants now, or lets wait. */
  acquire(waiter: Waiter, now: number): void {
    this.expire(now)
    if (this.#waiters.length === 0 && this.#mayHold(waiter.request)) this.#grant(waiter, now)
    else this.#waiters.push(waiter)
  }

  /** Takes somebody out of the queue whose caller is gone. */
  leave(waiter: Waiter, now: number): void {
    this.#waiters = this.#waiters.filter((other) => other !== waiter)
    this.#advance(now)
  }

  release(id: string, now: number): boolean {
    this.expire(now)
    const held = this.#holds.delete(id)
    if (held) this.#advance(now)
    return held
  }

  releaseAll(now: number): void {
    this.#holds.clear()
    this.#advance(now)
  }

  isHeld(id: string, now: number): boolean {
    this.expire(now)
    return id === '*' ? this.#holds.size > 0 : this.#holds.has(id)
  }

  /** False when that id holds nothing. */
  renew(id: string, ttlMs: number, now: number): boolean {
    const held = this.isHeld(id, now)
    if (held) this.#holds.set(id, now + ttlMs)
    return held
  }

  /** Ends holds and waits whose time has passed. */
  expire(now: number): void {
    for (const [id, expiresAt] of this.#holds) if (expiresAt <= now) this.#holds.delete(id)
    const late = this.#waiters.filter(({ until }) => until <= now)
    if (late.length > 0) this.#waiters = this.#waiters.filter(({ until }) => until > now)
    // Those still in time come first: the place of one that leaves may have been all they waited for.
    this.#advance(now)
    for (const waiter of late) waiter.settle(false)
  }

  /** Held or wanted. */
  get isBusy(): boolean {
    return this.#holds.size > 0 || this.#waiters.length > 0
  }

  /** When the next hold or wait ends; Infinity for never. */
  get nextEnd(): number {
    let next = Number.POSITIVE_INFINITY
    for (const expiresAt of this.#holds.values()) next = Math.min(next, expiresAt)
    for (const { until } of this.#waiters) next = Math.min(next, until)
    return next
  }

  #advance(now: number): void {
    for (;;) {
      const [head] = this.#waiters
      if (head === undefined || !this.#mayHold(head.request)) return
      this.#waiters.shift()
      this.#grant(head, now)
    }
  }

  /** A reader beside readers; a writer alone, or in the place of its own read lock. */
  #mayHold({ id, shared }: LockRequest): boolean {
    if (this.#holds.size === 0) return true
    if (this.#exclusive) return false
    return shared || (this.#holds.size === 1 && this.#holds.has(id))
  }

  #grant(waiter: Waiter, now: number): void {
    const { id, shared, ttlMs } = waiter.request
    this.#exclusive = !shared
    this.#holds.set(id, now + ttlMs)
    waiter.settle(true)
  }
}
