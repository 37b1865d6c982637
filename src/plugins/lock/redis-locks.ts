import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RedisConnection } from '../redis/contract.ts'
import type { LockBackend, LockRequest, LockWait } from './backend.ts'
import type { Lease } from './contract.ts'
import { lockScript } from './redis-script.ts'

/** How often who waits asks again, milliseconds: soon at first, then less often. */
const askMinMs = 5
const askMaxMs = 50
/** How long a place in the queue outlives the last question: that of a server that is gone. */
const placeMs = 2000
/** Longest time that is counted; beyond it a lock stays until it is released. */
const ttlMaxMs = 2 ** 45

const prefix = 'courser:lock:'

/**
 * Locks in a Redis that several servers share, with the rules of those in memory. They outlive a restart of the server. A lock is as sure as that Redis:
 * what it forgets (a fail-over to a replica that lags) is free again, and then the fencing token of a lease tells the late from the new.
 */
export class RedisLocks implements LockBackend {
  readonly #redis: RedisConnection

  constructor(redis: RedisConnection) {
    this.#redis = redis
  }

  acquire(request: LockRequest): LockWait {
    const cancelled = new AbortController()
    return { granted: this.#wait(request, cancelled.signal), cancel: () => cancelled.abort() }
  }

  async release(resource: string, id: string): Promise<boolean> {
    return await this.#run(resourceKey(resource), 'release', id)
  }

  async forceRelease(resource: string): Promise<boolean> {
    return await this.#run(resourceKey(resource), 'force', '')
  }

  async exists(resource: string, id: string): Promise<boolean> {
    return await this.#run(resourceKey(resource), 'exists', id)
  }

  async updateTtl(resource: string, id: string, ttlMs: number): Promise<boolean> {
    return await this.#run(resourceKey(resource), 'ttl', id, ttlMs)
  }

  async lease(name: string, ttlMs: number): Promise<Lease | undefined> {
    const key = `lease:${name}`
    const id = randomUUID()
    const token = await this.#orGiveBack(key, id, id, async () => {
      if (!(await this.#run(key, 'acquire', id, ttlMs, '0', id, '1'))) return undefined
      return (await this.#redis.run([['INCR', `${prefix}token`]]))[0]
    })
    if (token === undefined) {
      await this.#leave(key, id, id)
      return undefined
    }
    return {
      token: Number(token),
      renew: (renewedMs) => this.#run(key, 'ttl', id, renewedMs),
      release: () => this.#run(key, 'release', id),
    }
  }

  stop(): void {
    this.#redis.close()
  }

  async #wait(request: LockRequest, cancelled: AbortSignal): Promise<boolean> {
    const { resource, id } = request
    const ticket = randomUUID()
    const name = resourceKey(resource)
    const granted = await this.#orGiveBack(name, id, ticket, () => this.#ask(name, request, ticket, cancelled))
    if (granted && !cancelled.aborted) return true
    await this.#leave(name, id, ticket)
    return false
  }

  /** Asks until it is granted, its time is over, or nobody waits for the answer any more. */
  async #ask(name: string, request: LockRequest, ticket: string, cancelled: AbortSignal): Promise<boolean> {
    const { id, shared, ttlMs, waitMs } = request
    const until = performance.now() + waitMs
    for (let pause = askMinMs; ; pause = Math.min(pause * 1.5, askMaxMs)) {
      if (await this.#run(name, 'acquire', id, ttlMs, shared ? '1' : '0', ticket, String(placeMs))) return true
      const left = until - performance.now()
      if (left <= 0 || cancelled.aborted) return false
      await sleep(Math.min(pause, left), undefined, { signal: cancelled }).catch(() => {})
    }
  }

  /** An answer that is lost with its connection may have been a grant: then the caller, who gets an error, must not hold the lock. */
  async #orGiveBack<T>(name: string, id: string, ticket: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      this.#leave(name, id, ticket).catch(() => {})
      throw error
    }
  }

  /** Leaves the queue, and gives back what was granted to that ticket. */
  async #leave(name: string, id: string, ticket: string): Promise<void> {
    await this.#run(name, 'leave', id, 0, '0', ticket)
  }

  async #run(name: string, operation: string, id: string, ttlMs = 0, ...more: readonly string[]): Promise<boolean> {
    const ttl = ttlMs > ttlMaxMs ? 0 : Math.max(Math.ceil(ttlMs), 1)
    const key = `${prefix}${name}`
    const [answer] = await this.#redis.run([['EVAL', lockScript, 1, key, operation, id, ttl, ...more]])
    return answer === 1
  }
}

/** Apart from leases. */
function resourceKey(resource: string): string {
  return `resource:${resource}`
}
