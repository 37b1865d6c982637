/* The thread of one store: its file, and one transaction for each batch. Entry of its own in the bundle (tools/build.ts). */
import type { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, type StoreOptions } from './database.ts'
import { type FaultData, faultOf, StoreFault } from './fault.ts'
import type { FromThread, Spaces, StoreCall, ToThread } from './messages.ts'
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

  /** All of the batch is on the disk when this returns; on a fault nothing of it is. */
  run(calls: readonly StoreCall[]): FromThread {
    if (this.#broken !== undefined) return { fault: this.#broken }
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const results = calls.map((call) => this.#call(call))
      this.#db.exec('COMMIT')
      return { results }
    } catch (error) {
      const fault = faultOf(error)
      this.#rollback()
      if (fault.kind === 'unsynced') this.#broken = fault
      return { fault }
    }
  }

  close(): void {
    this.#db.close()
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
