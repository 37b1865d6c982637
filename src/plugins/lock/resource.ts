/*
  One resource: who holds it, and who waits, first come first served. What a call costs does not grow with those who wait.
  Follows: spec 06 §2.3
*/
import { Heap } from '../../lib/heap.ts'
import { Ring } from '../../lib/ring.ts'
import type { LockRequest } from './backend.ts'

/** Somebody who waits. Times are milliseconds of one monotonic clock. */
export interface Waiter {
  readonly request: LockRequest
  /** When the wait ends in a refusal. */
  readonly until: number
  settle(granted: boolean): void
}

/** When a hold ends, unless it was renewed or released since. */
interface Expiry {
  readonly id: string
  readonly at: number
}

/** So many entries that are over may lie in a queue beside as many that are not. */
const slack = 64

/** Locks of one name. Every call is told the time, and first ends what has expired by then. */
export class Resource {
  /** Holds by id, with the time at which each expires. At most one when it is a writer's. */
  readonly #holds = new Map<string, number>()
  readonly #expiries = new Heap<Expiry>((left, right) => left.at < right.at)
  #exclusive = false
  /** Those who wait; the two queues below also keep the places of some who do no more, until they are passed. */
  readonly #waiting = new Set<Waiter>()
  readonly #line = new Ring<Waiter>()
  readonly #ends = new Heap<Waiter>((left, right) => left.until < right.until)

  /** Grants now, or lets wait. */
  acquire(waiter: Waiter, now: number): void {
    this.expire(now)
    if (this.#waiting.size === 0 && this.#mayHold(waiter.request)) return this.#grant(waiter, now)
    this.#waiting.add(waiter)
    this.#line.push(waiter)
    this.#ends.push(waiter)
    this.#tidy()
  }

  /** Takes somebody out of the queue whose caller is gone. */
  leave(waiter: Waiter, now: number): void {
    this.#waiting.delete(waiter)
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
    this.#expiries.clear()
    this.#advance(now)
  }

  isHeld(id: string, now: number): boolean {
    this.expire(now)
    return id === '*' ? this.#holds.size > 0 : this.#holds.has(id)
  }

  /** False when that id holds nothing. */
  renew(id: string, ttlMs: number, now: number): boolean {
    const held = this.isHeld(id, now)
    if (held) this.#hold(id, now + ttlMs)
    return held
  }

  /** Ends holds and waits whose time has passed. */
  expire(now: number): void {
    for (let next = this.#nextExpiry; next !== undefined && next.at <= now; next = this.#nextExpiry) {
      this.#holds.delete(next.id)
    }
    const late: Waiter[] = []
    for (let next = this.#nextToEnd; next !== undefined && next.until <= now; next = this.#nextToEnd) {
      this.#waiting.delete(next)
      late.push(next)
    }
    // Those still in time come first: the place of one that leaves may have been all they waited for.
    this.#advance(now)
    for (const waiter of late) waiter.settle(false)
  }

  /** Held or wanted. */
  get isBusy(): boolean {
    return this.#holds.size > 0 || this.#waiting.size > 0
  }

  /** When the next hold or wait ends; Infinity for never. */
  get nextEnd(): number {
    const never = Number.POSITIVE_INFINITY
    return Math.min(this.#nextExpiry?.at ?? never, this.#nextToEnd?.until ?? never)
  }

  get #nextExpiry(): Expiry | undefined {
    return firstOf(this.#expiries, ({ id, at }) => this.#holds.get(id) === at)
  }

  get #nextToEnd(): Waiter | undefined {
    return firstOf(this.#ends, (waiter) => this.#waiting.has(waiter))
  }

  #advance(now: number): void {
    for (let head = this.#line.first; head !== undefined; head = this.#line.first) {
      const waits = this.#waiting.has(head)
      if (waits && !this.#mayHold(head.request)) return
      this.#line.shift()
      if (!waits) continue
      this.#waiting.delete(head)
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
    this.#hold(id, now + ttlMs)
    waiter.settle(true)
  }

  #hold(id: string, until: number): void {
    this.#holds.set(id, until)
    if (until === Number.POSITIVE_INFINITY) return
    this.#expiries.push({ id, at: until })
    this.#tidy()
  }

  /** Drops what is over but not yet passed, when it is most of a queue: in the middle it would stay as long as what stands before it. */
  #tidy(): void {
    const waits = (waiter: Waiter): boolean => this.#waiting.has(waiter)
    if (isStale(this.#line, this.#waiting)) this.#line.filter(waits)
    if (isStale(this.#ends, this.#waiting)) keepOnly(this.#ends, waits)
    if (isStale(this.#expiries, this.#holds)) keepOnly(this.#expiries, ({ id, at }) => this.#holds.get(id) === at)
  }
}

/** The first that still counts; those before it are dropped. */
function firstOf<T>(heap: Heap<T>, counts: (item: T) => boolean): T | undefined {
  while (heap.first !== undefined && !counts(heap.first)) heap.pop()
  return heap.first
}

function isStale(queue: { readonly length: number }, live: { readonly size: number }): boolean {
  return queue.length > 2 * live.size + slack
}

function keepOnly<T>(heap: Heap<T>, counts: (item: T) => boolean): void {
  for (const item of heap.clear()) if (counts(item)) heap.push(item)
}
