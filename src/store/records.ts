/*
  A table: records by key, each with an optional time of expiry. Runs in the store's thread.

    record_<name>  key TEXT PRIMARY KEY | value BLOB | expires INTEGER (milliseconds since 1970, null for never)
*/
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { storable } from './integers.ts'
import { tableName } from './names.ts'

/** A record of a table. */
export interface TableRecord {
  readonly key: string
  readonly value: Uint8Array
  /** Milliseconds since 1970; the record is invisible from then on. Absent: it stays. */
  readonly expiresAtMs?: number | undefined
}

/** What a table does; every call takes a batch. A record whose time has passed counts as absent. */
export class TableRecords {
  readonly #name: string
  readonly #db: DatabaseSync
  readonly #get: StatementSync
  readonly #expiry: StatementSync
  readonly #set: StatementSync
  readonly #expire: StatementSync
  readonly #delete: StatementSync
  readonly #page: StatementSync

  constructor(db: DatabaseSync, name: string) {
    const table = tableName('record', name)
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL, expires INTEGER) STRICT;
       CREATE INDEX IF NOT EXISTS ${tableName('record_expires', name)} ON ${table} (expires) WHERE expires IS NOT NULL`,
    )
    const alive = '(expires IS NULL OR expires > ?)'
    this.#db = db
    this.#name = table
    this.#get = db.prepare(`SELECT value FROM ${table} WHERE key = ? AND ${alive}`)
    this.#expiry = db.prepare(`SELECT coalesce(expires, 0) AS expires FROM ${table} WHERE key = ? AND ${alive}`)
    this.#set = db.prepare(
      `INSERT INTO ${table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires`,
    )
    this.#expire = db.prepare(`UPDATE ${table} SET expires = ? WHERE key = ? AND ${alive}`)
    this.#page = db.prepare(`SELECT key, value FROM ${table} WHERE key > ? AND ${alive} ORDER BY key LIMIT ?`)
    this.#delete = db.prepare(`DELETE FROM ${table} WHERE key = ?`)
  }

  /** Values in the order of the keys, undefined for those that are absent. */
  getMany(keys: readonly string[]): (Uint8Array | undefined)[] {
    const now = Date.now()
    return keys.map((key) => this.#get.get(key, now)?.['value'] as Uint8Array | undefined)
  }

  /** Times of expiry in the order of the keys: 0 for never, undefined for absent keys. */
  expiriesOf(keys: readonly string[]): (number | undefined)[] {
    const now = Date.now()
    return keys.map((key) => this.#expiry.get(key, now)?.['expires'] as number | undefined)
  }

  /** The records behind a key, in the order of their keys, at most `limit`. */
  page(after: string, limit: number): TableRecord[] {
    return this.#page.all(after, Date.now(), limit) as unknown as TableRecord[]
  }

  setMany(records: readonly TableRecord[]): void {
    for (const { key, value, expiresAtMs } of records) this.#set.run(key, value, wholeMs(expiresAtMs))
  }

  /** Sets the time of expiry of records that are there; others are left out. */
  expireMany(records: ReadonlyArray<{ readonly key: string; readonly expiresAtMs: number }>): void {
    const now = Date.now()
    for (const { key, expiresAtMs } of records) this.#expire.run(wholeMs(expiresAtMs), key, now)
  }

  deleteMany(keys: readonly string[]): void {
    for (const key of keys) this.#delete.run(key)
  }

  clear(): void {
    this.#db.exec(`DELETE FROM ${this.#name}`)
  }

  /** Removes at most `limit` records whose time has passed; returns how many. */
  sweep(limit: number): number {
    const statement = `DELETE FROM ${this.#name} WHERE rowid IN
      (SELECT rowid FROM ${this.#name} WHERE expires <= ? ORDER BY expires LIMIT ?)`
    return Number(this.#db.prepare(statement).run(Date.now(), limit).changes)
  }

  count(): number {
    const row = this.#db.prepare(`SELECT count(*) AS count FROM ${this.#name}`).get()
    return (row as { count: number }).count
  }
}

function wholeMs(value: number | undefined): number | null {
  return value === undefined ? null : storable(Math.floor(value))
}
