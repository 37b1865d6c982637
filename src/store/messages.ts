/* What the main thread and the store's thread tell each other. */
import type { FaultData } from './fault.ts'
import type { QueueRecords } from './queue-records.ts'
import type { TableRecords } from './records.ts'

/** The kinds of things in a store, and what does their work in the thread. */
export interface Spaces {
  readonly table: TableRecords
  readonly queue: QueueRecords
}

/** One call of a method of a table or queue. */
export interface StoreCall {
  readonly space: keyof Spaces
  readonly name: string
  readonly method: string
  readonly args: readonly unknown[]
}

/** To the thread: calls that make one transaction, or the end. */
export type ToThread = { readonly calls: readonly StoreCall[] } | 'close'

/** What became of a batch whose transaction was committed. */
export interface BatchDone {
  /** In the order of the calls; undefined for those that failed. */
  readonly results: readonly unknown[]
  /** Why single calls failed, by their place in the batch; nothing of these was written. Absent: none. */
  readonly failed?: ReadonlyMap<number, FaultData>
}

/** From the thread: the file is open; a batch is done; the fault for which all of it failed; it has closed. */
export type FromThread = 'opened' | 'closed' | BatchDone | { readonly fault: FaultData }
