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

/** From the thread: the file is open; the results of a batch, in order; the fault for which all of it failed; it has closed. */
export type FromThread = 'opened' | 'closed' | { readonly results: readonly unknown[] } | { readonly fault: FaultData }
