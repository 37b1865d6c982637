/* The thread of one store: its file, and one transaction for each batch. Entry of its own in the bundle (tools/build.ts). */
import type { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, type StoreOptions } from './database.ts'
import { type FaultData, faultOf, StoreFault } from './fault.ts'
import type { BatchDone, FromThread, Spaces, StoreCall, ToThread } from './messages.ts'
import { QueueRecords, releaseTaken } from './queue-records.ts'
import { TableRecords } from './records.ts'

type Method = (...args: readonly unknown[]) => unknown

const makers = { table: TableRecords, queue: QueueRecords } as const

class StoreThread {
  readonly #db: DatabaseSync
  readonly #things = new Map<string, Spaces[keyof Spaces]>()
  /** Set once the disk did not confirm a write. */
  #broken: FaultData | undefined

  constructor(options: StoreOptions) {
    this.#db = openDatabase(options)
    releaseTaken(this.#db)
  }

  /**
   * What the answer says was done is on the disk when this returns; of the rest nothing is. The batch is one transaction. When a call
   * in it fails, the others are run again without it: to guard each call from the start would cost every batch.
   */
  run(calls: readonly StoreCall[]): FromThread {
    if (this.#broken !== undefined) return { fault: this.#broken }
    let failing = false
    const called = (call: StoreCall): unknown => {
      failing = true
      const result = this.#call(call)
      failing = false
      return result
    }
    const done = this.#transaction(() => ({ results: calls.map(called) }))
    return failing && calls.length > 1 && this.#broken === undefined ? this.#runGuarded(calls) : done
  }

  close(): void {
    this.#db.close()
  }

  #runGuarded(calls: readonly StoreCall[]): FromThread {
    const failed = new Map<number, FaultData>()
    return this.#transaction(() => ({
      results: calls.map((call, place) => this.#guarded(call, place, failed)),
      failed,
    }))
  }

  /** Runs a call so that, when it fails, only its own writes are undone. */
  #guarded(call: StoreCall, place: number, failed: Map<number, FaultData>): unknown {
    this.#db.exec('SAVEPOINT call')
    try {
      const result = this.#call(call)
      this.#db.exec('RELEASE call')
      return result
    } catch (error) {
      // Some faults of the disk end the whole transaction.
      if (!this.#db.isTransaction) throw error
      this.#db.exec('ROLLBACK TO call; RELEASE call')
      this.#things.clear()
      failed.set(place, faultOf(error))
      return undefined
    }
  }

  #transaction(work: () => BatchDone): BatchDone | { readonly fault: FaultData } {
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const done = work()
      this.#db.exec('COMMIT')
      return done
    } catch (error) {
      const fault = faultOf(error)
      this.#rollback()
      if (fault.kind === 'unsynced') this.#broken = fault
      return { fault }
    }
  }

  #call({ space, name, method, args }: StoreCall): unknown {
    const thing = this.#thing(space, name) as unknown as Record<string, Method>
    return thing[method]?.(...args)
  }

  #thing(space: keyof Spaces, name: string): Spaces[keyof Spaces] {
    const key = `${space} ${name}`
    const known = this.#things.get(key)
    if (known !== undefined) return known
    const made = new makers[space](this.#db, name)
    this.#things.set(key, made)
    return made
  }

  #rollback(): void {
    // What the batch has created is gone with it.
    this.#things.clear()
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
    } catch (error) {
      this.#broken = faultOf(new StoreFault('io', (error as Error).message))
    }
  }
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message)
}

function serve(options: StoreOptions): void {
  let thread: StoreThread
  try {
    thread = new StoreThread(options)
  } catch (error) {
    tell({ fault: faultOf(error) })
    return
  }
  tell('opened')
  parentPort?.on('message', (message: ToThread) => {
    if (message !== 'close') return tell(thread.run(message.calls))
    thread.close()
    tell('closed')
    parentPort?.close()
  })
}

serve(workerData as StoreOptions)
