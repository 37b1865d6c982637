import { andThen, type MaybePromise, rethrow } from '../../lib/maybe-promise.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Storage, StorageDefinition, StorageExpiry, StorageItem, StorageTexts } from './contract.ts'
import { newCounts } from './counters.ts'
import { parseTimeout } from './timeout.ts'

/** An item of a request: texts are empty where PHP sent none. */
export interface RequestItem {
  readonly key: string
  readonly value: Uint8Array
  readonly timeout: string
}

type Keys = readonly string[]
type Items = readonly RequestItem[]

/**
 * A storage as RPC calls it: what is the same for every driver. Checks keys and times before the driver is asked, and names the
 * driver's operation in what it throws. Follows: spec 06 §1.3–1.9.
 */
export class OpenStorage {
  readonly name: string
  readonly driver: string
  readonly storage: Storage
  readonly counts = newCounts()
  readonly #texts: StorageTexts

  constructor(name: string, definition: Pick<StorageDefinition<never>, 'name' | 'texts'>, storage: Storage) {
    this.name = name
    this.driver = definition.name
    this.storage = storage
    this.#texts = definition.texts
  }

  /** Those of the keys that are there, each once. */
  has(items: Items): MaybePromise<Keys> {
    const keys = this.#keys('has', items)
    const { storage } = this
    return this.#call('has', keys, () => {
      if (storage.hasMany !== undefined) return andThen(storage.hasMany(keys), (has) => keys.filter((_, i) => has[i]))
      return andThen(storage.getMany(keys), (values) => keys.filter((_, i) => values[i] !== undefined))
    })
  }

  /** Values in the order of the request; keys that are absent are left out. */
  get(items: Items): MaybePromise<ReadonlyArray<{ readonly key: string; readonly value: Uint8Array }>> {
    const keys = this.#keys('mget', items)
    return this.#call('mget', keys, () =>
      andThen(this.storage.getMany(keys), (values) => {
        const found = []
        for (let i = 0; i < keys.length; i++) {
          const value = values[i]
          if (value !== undefined) found.push({ key: keys[i] as string, value })
        }
        this.counts.hits += found.length
        this.counts.misses += keys.length - found.length
        return found
      }),
    )
  }

  /** Stores values. One whose time has passed is removed: it has expired already. */
  set(items: Items): MaybePromise<void> {
    const stored = new Map<string, StorageItem>()
    const past = new Set<string>()
    const now = Date.now()
    for (const { key, value, timeout } of items) {
      const expiresAtMs = timeout === '' ? undefined : parseTimeout(timeout)
      stored.delete(key)
      past.delete(key)
      if (expiresAtMs !== undefined && expiresAtMs <= now) past.add(key)
      else stored.set(key, { key, value, expiresAtMs })
    }
    return this.#change('set', [...stored.values()], [...past], (kept) => this.storage.setMany(kept))
  }

  /** Sets times of keys that are there. A time that has passed removes its key. */
  expire(items: Items): MaybePromise<void> {
    const kept = new Map<string, StorageExpiry>()
    const past = new Set<string>()
    const now = Date.now()
    for (const { key, timeout } of items) {
      if (timeout === '' || isBlank(key)) throw this.#error('mexpire', this.#noTimeout)
      const expiresAtMs = parseTimeout(timeout)
      kept.delete(key)
      past.delete(key)
      if (expiresAtMs <= now) past.add(key)
      else kept.set(key, { key, expiresAtMs })
    }
    return this.#change('mexpire', [...kept.values()], [...past], (rest) => this.storage.expireMany(rest))
  }

  /** Times of expiry, 0 for keys without one; absent keys are left out. */
  expiries(items: Items): MaybePromise<ReadonlyArray<{ readonly key: string; readonly expiresAtMs: number }>> {
    const { storage } = this
    if (storage.expiriesOf === undefined) {
      throw this.#error('ttl', this.#texts.noExpiries ?? `not valid request for ${this.driver}`)
    }
    const keys = this.#keys('ttl', items)
    return this.#call('ttl', keys, () =>
      andThen(storage.expiriesOf?.(keys) ?? [], (times) =>
        keys.flatMap((key, index) => {
          const expiresAtMs = times[index]
          return expiresAtMs === undefined ? [] : [{ key, expiresAtMs }]
        }),
      ),
    )
  }

  delete(items: Items): MaybePromise<void> {
    const keys = this.#keys('delete', items)
    return this.#call('delete', keys, () => this.storage.deleteMany(keys))
  }

  clear(): MaybePromise<void> {
    return this.#call('clear', undefined, () => this.storage.clear())
  }

  get #noTimeout(): string {
    return this.#texts.noTimeout ?? 'should set timeout and at least one key'
  }

  /** The keys, each once. Throws when one is blank: nothing is done then. */
  #keys(operation: string, items: Items): Keys {
    if (items.some(({ key }) => isBlank(key))) throw this.#blankKey(operation)
    return items.length < 2 ? items.map(({ key }) => key) : [...new Set(items.map(({ key }) => key))]
  }

  #change<T>(operation: string, kept: readonly T[], past: Keys, change: (kept: readonly T[]) => MaybePromise<void>) {
    return this.#call(operation, undefined, () =>
      andThen(past.length === 0 ? undefined : this.storage.deleteMany(past), () =>
        kept.length === 0 ? undefined : change(kept),
      ),
    )
  }

  /** Asks the driver, unless there is nothing to ask; its failures name the operation. */
  #call<T>(operation: string, keys: Keys | undefined, work: () => MaybePromise<T>): MaybePromise<T> {
    this.counts.calls.set(operation, (this.counts.calls.get(operation) ?? 0) + 1)
    if (keys?.length === 0) return [] as T
    return rethrow(work, (error) => this.#error(operation, error))
  }

  #error(operation: string, cause: unknown): OpError {
    this.counts.errors++
    return new OpError(`${this.#texts.operation}_${operation}`, undefined, cause)
  }

  #blankKey(operation: string): OpError {
    const name = `${this.#texts.operation}_${operation}`
    const inner = new OpError(name, 'EmptyKey')
    return (this.#texts.blankKeyLevels ?? 1) > 1 ? new OpError(name, undefined, inner) : inner
  }
}

function isBlank(key: string): boolean {
  return key.trim() === ''
}
