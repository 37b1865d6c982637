import type { QueueRecords } from './queue-records.ts'
import type { TableRecords } from './records.ts'

export type { StoreOptions } from './database.ts'
export type { QueueCounts, QueueRecord, ReleasedRecord, TakenRecord } from './queue-records.ts'
export type { TableRecord } from './records.ts'

/** The methods of something in the store's thread, as seen from outside: each gives a promise. */
export type Remote<T> = {
  readonly [Key in keyof T]: T[Key] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never
}

/** Records by key, each with an optional time of expiry. A write is on the disk when its promise resolves. */
export type Table = Remote<TableRecords>

/** Records that are pushed, taken, and then removed or released. Taken ones are ready again when the file is opened anew. */
export type Queue = Remote<QueueRecords>

/** An open store. */
export interface Store {
  readonly file: string
  /** The table of that name, made when first used. */
  table(name: string): Table
  queue(name: string): Queue
  /** Finishes what was called, then closes the file. Idempotent. */
  close(): Promise<void>
}
