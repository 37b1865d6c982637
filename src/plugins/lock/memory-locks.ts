import { Alarm } from '../../lib/alarm.ts'
import { Heap } from '../../lib/heap.ts'
import { nowNanoseconds } from '../../lib/time.ts'
import type { LockBackend, LockRequest, LockWait } from './backend.ts'
import type { Lease } from './contract.ts'
import { Resource, type Waiter } from './resource.ts'

/** How long an unused resource stays known, so that ForceRelease answers as its callers expect. */
const idleMs = 60_000

/** A time at which a resource must be looked at. */
interface Appointment {
  readonly at: number
  readonly name: string
}

interface Known {
  readonly resource: Resource
  usedAt: number
  /** The earliest appointment made for it. */
  appointment: number
}

/** Locks of this process: gone at a restart, not shared with other servers. One timer for all of them. */
export class MemoryLocks implements LockBackend {
  readonly #resources = new Map<string, Known>()
  readonly #appointments = new Heap<Appointment>((left, right) => left.at < right.at)
  readonly #alarm = new Alarm((now) => this.#sweep(now))
  readonly #now: () => number
  #lastToken = 0

  /** `now` gives milliseconds of a monotonic clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  acquire(request: LockRequest): LockWait {
    const now = this.#now()
    const name = request.resource
    const known = this.#knownOrNew(name, now)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    let granted: boolean | undefined
    const settle = (answer: boolean): void => {
      granted = answer
      resolve(answer)
    }
    const waiter: Waiter = { request, until: now + request.waitMs, settle }
    known.resource.acquire(waiter, now)
    this.#use(name, known, now)
    return { granted: granted ?? promise, cancel: () => this.#cancel(name, known, waiter, settle) }
  }

  release(resource: string, id: string): boolean {
    return this.#with(resource, (held, now) => held.release(id, now))
  }

  forceRelease(resource: string): boolean {
    return this.#with(resource, (held, now) => {
      held.releaseAll(now)
      return true
    })
  }

  exists(resource: string, id: string): boolean {
    return this.#with(resource, (held, now) => held.isHeld(id, now))
  }

  updateTtl(resource: string, id: string, ttlMs: number): boolean {
    return this.#with(resource, (held, now) => held.renew(id, ttlMs, now))
  }

  async lease(name: string, ttlMs: number): Promise<Lease | undefined> {
    // No resource of PHP has this name: texts from outside hold no lone surrogate.
    const resource = `\udc00${name}`
    // Greater than before a restart, as long as the clock was not set back by more than the server was down.
    const token = Math.max(this.#lastToken + 1, Number(nowNanoseconds() / 1000n))
    const id = String(token)
    const taken = await this.acquire({ resource, id, shared: false, ttlMs, waitMs: 0 }).granted
    if (!taken) return undefined
    this.#lastToken = token
    return {
      token,
      renew: async (renewedMs) => this.updateTtl(resource, id, renewedMs),
      release: async () => this.release(resource, id),
    }
  }

  /** Nothing is left to do: the timer keeps no process alive. */
  stop(): void {}

  /** How many resources are known, at most. */
  get size(): number {
    this.#sweep(this.#now())
    return this.#resources.size
  }

  #cancel(name: string, known: Known, waiter: Waiter, settle: (granted: boolean) => void): void {
    const now = this.#now()
    settle(false)
    known.resource.leave(waiter, now)
    this.#use(name, known, now)
  }

  #knownOrNew(name: string, now: number): Known {
    const known = this.#resources.get(name)
    if (known !== undefined) return known
    const made = { resource: new Resource(), usedAt: now, appointment: Number.POSITIVE_INFINITY }
    this.#resources.set(name, made)
    return made
  }

  #with(name: string, work: (resource: Resource, now: number) => boolean): boolean {
    const known = this.#resources.get(name)
    if (known === undefined) return false
    const now = this.#now()
    const answer = work(known.resource, now)
    this.#use(name, known, now)
    return answer
  }

  #use(name: string, known: Known, now: number): void {
    known.usedAt = now
    this.#arrange(name, known)
  }

  /** Makes sure that a resource is looked at when something changes there. One made earlier than needed is simply kept. */
  #arrange(name: string, known: Known): void {
    const { resource, usedAt, appointment } = known
    const at = resource.isBusy ? resource.nextEnd : usedAt + idleMs
    if (at >= appointment) return
    known.appointment = at
    this.#appointments.push({ at, name })
    this.#alarm.arm(at)
  }

  #sweep(now: number): number {
    for (;;) {
      const next = this.#appointments.first
      if (next === undefined) return Number.POSITIVE_INFINITY
      if (next.at > now) return next.at
      this.#appointments.pop()
      const known = this.#resources.get(next.name)
      if (known?.appointment === next.at) this.#keep(next.name, known, now)
    }
  }

  /** Ends what has expired; forgets a resource that nobody has used for long. */
  #keep(name: string, known: Known, now: number): void {
    known.appointment = Number.POSITIVE_INFINITY
    if (known.resource.isBusy) known.usedAt = now
    known.resource.expire(now)
    if (!known.resource.isBusy && known.usedAt + idleMs <= now) this.#resources.delete(name)
    else this.#arrange(name, known)
  }
}
