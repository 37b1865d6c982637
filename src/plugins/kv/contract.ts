import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import type { Field } from '../../lib/scalars.ts'

/** A value to store. */
export interface StorageItem {
  readonly key: string
  /** A view of what arrived: copy what outlives the call. */
  readonly value: Uint8Array
  /** Milliseconds since 1970, in the future; undefined: it stays. */
  readonly expiresAtMs: number | undefined
}

/** A new time of expiry for a key, milliseconds since 1970, in the future. */
export interface StorageExpiry {
  readonly key: string
  readonly expiresAtMs: number
}

/**
 * An open storage. Each call is a batch, one round trip; keys of a batch differ. What throws or rejects reaches PHP with the
 * driver's text. The `kv` plugin has checked keys and times, so that a driver speaks only to its backend.
 */
export interface Storage {
  /** Values in the order of the keys; undefined for those that are absent or expired. */
  getMany(keys: readonly string[]): MaybePromise<ReadonlyArray<Uint8Array | undefined>>
  /** Whether keys are there; absent, `getMany` is asked. */
  hasMany?(keys: readonly string[]): MaybePromise<readonly boolean[]>
  /** Stores values; a key loses the value and the time it had. */
  setMany(items: readonly StorageItem[]): MaybePromise<void>
  /** Sets the time of keys that are there and keeps their values; other keys stay absent. */
  expireMany(items: readonly StorageExpiry[]): MaybePromise<void>
  /**
   * Times of expiry in the order of the keys, milliseconds since 1970: 0 for a key without one, undefined for one that is absent (or
   * that this storage does not list). Not there: the backend cannot tell.
   */
  expiriesOf?(keys: readonly string[]): MaybePromise<ReadonlyArray<number | undefined>>
  /** Removes keys; absent ones are no error. */
  deleteMany(keys: readonly string[]): MaybePromise<void>
  /** Removes everything. */
  clear(): MaybePromise<void>
  /** What the driver counts besides calls, hits and errors, which the plugin counts. Of several storages, equal samples are added. */
  metrics?(): readonly MetricFamily[]
  /** Finishes what was called and lets the backend go. Called once. */
  stop(): MaybePromise<void>
}

/** What a storage is opened with. */
export interface StorageContext<Config> {
  readonly config: Config
  readonly log: Logger
}

/** Texts of RoadRunner in which its drivers differ. */
export interface StorageTexts {
  /** Begins the operation named in errors: `<operation>_set`. PHP looks for `_plugin_ttl` in it. */
  readonly operation: string
  /** What MExpire says without a time. */
  readonly noTimeout?: string
  /** What TTL says where `expiriesOf` is not there. */
  readonly noExpiries?: string
  /** How often the operation stands before the complaint about a blank key; 1 unless given. */
  readonly blankKeyLevels?: number
}

/** A driver: one name after `driver:` in a storage. */
export interface StorageDefinition<Config> {
  readonly kind: 'kv.storage'
  readonly name: string
  /** Schema of the storage's options. */
  readonly config: Field<Config>
  /** Without options the start fails; otherwise they have their defaults. */
  readonly needsConfig: boolean
  readonly texts: StorageTexts
  /** Opens a storage. A backend that is reached over the network is connected to when first used: the server starts without it. */
  open(context: StorageContext<Config>): MaybePromise<Storage>
}

/** Declares a driver. Unless given, errors name the operation `<name>_driver_…`. */
export function defineStorage<Config>(
  definition: Omit<StorageDefinition<Config>, 'kind' | 'needsConfig' | 'texts'> &
    Partial<Pick<StorageDefinition<Config>, 'needsConfig' | 'texts'>>,
): StorageDefinition<Config> {
  return { needsConfig: false, texts: { operation: `${definition.name}_driver` }, ...definition, kind: 'kv.storage' }
}
