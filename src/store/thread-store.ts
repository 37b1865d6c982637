/*
  An embedded durable store: named tables and queues of byte records in one file.

     calls ──▶ waiting ──▶ batch ──▶ thread: one transaction, synced ──▶ results, in order
                  ▲                              │
                  └── what comes meanwhile ◀─────┘   makes the next batch

  A call is answered when what it wrote is on the disk. The slower the disk, the larger the batches: concurrent callers share one
  sync.
*/
import type { Worker } from 'node:worker_threads'
import { RRError } from '../lib/errors.ts'
import { bytesIn, owned } from './call-bytes.ts'
import type { Queue, Remote, Store, StoreOptions, Table } from './contract.ts'
import { storeError } from './errors.ts'
import type { FromThread, Spaces, StoreCall, ToThread } from './messages.ts'

/** Bytes of records in one transaction, beyond which it takes no more calls. */
const batchMaxBytes = 16 * 1024 * 1024
const defaultWaitingMaxBytes = 256 * 1024 * 1024

interface Waiting {
  readonly call: StoreCall
  readonly bytes: number
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

/** A store whose file is in the hands of a thread. */
export class ThreadStore implements Store {
  readonly file: string
  readonly opened: Promise<void>
  readonly #worker: Worker
  readonly #waitingMaxBytes: number
  readonly #opening = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #batch: readonly Waiting[] | undefined
  #isOpen = false
  #closing = false
  /** Why nothing more can be done: the thread is gone. */
  #failure: Error | undefined

  constructor({ file, waitingMaxBytes = defaultWaitingMaxBytes }: StoreOptions, worker: Worker, onEnd: () => void) {
    this.file = file
    this.#waitingMaxBytes = waitingMaxBytes
    this.#worker = worker
    this.opened = this.#opening.promise
    worker.on('message', (message: FromThread) => this.#receive(message))
    worker.on('error', (error: Error) => this.#fail(storeError(file, { kind: 'io', text: error.message })))
    worker.on('exit', () => {
      onEnd()
      this.#fail(new RRError('RR_STORE_CLOSED', [file]))
      this.#ended.resolve()
    })
  }

  table(name: string): Table {
    return this.#remote('table', name, [
      'getMany',
      'expiriesOf',
      'page',
      'setMany',
      'expireMany',
      'deleteMany',
      'clear',
      'sweep',
      'count',
    ])
  }

  queue(name: string): Queue {
    return this.#remote('queue', name, [
      'push',
      'take',
      'remove',
      'release',
      'replace',
      'releaseAll',
      'nextDueMs',
      'counts',
      'clear',
    ])
  }

  close(): Promise<void> {
    this.#closing = true
    this.#next()
    return this.#ended.promise
  }

  #remote<Space extends keyof Spaces>(
    space: Space,
    name: string,
    methods: ReadonlyArray<keyof Spaces[Space] & string>,
  ): Remote<Spaces[Space]> {
    const calls = methods.map((method) => [
      method,
      (...args: readonly unknown[]) => this.#call({ space, name, method, args }),
    ])
    return Object.fromEntries(calls) as Remote<Spaces[Space]>
  }

  #call(call: StoreCall): Promise<unknown> {
    const bytes = bytesIn(call.args)
    const refusal = this.#refusal(bytes)
    if (refusal !== undefined) return Promise.reject(refusal)
    this.#waitingBytes += bytes
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call: owned(call), bytes, resolve, reject })
      // Calls of one turn leave together.
      if (this.#waiting.length === 1) queueMicrotask(() => this.#next())
    })
  }

  #refusal(bytes: number): Error | undefined {
    if (this.#failure !== undefined) return this.#failure
    if (this.#closing) return new RRError('RR_STORE_CLOSED', [this.file])
    if (this.#waitingBytes > 0 && this.#waitingBytes + bytes > this.#waitingMaxBytes) {
      return new RRError('RR_STORE_OVERLOADED', [this.file, this.#waitingMaxBytes])
    }
    return undefined
  }

  /** Sends the next batch, unless one is under way. */
  #next(): void {
    if (!this.#isOpen || this.#batch !== undefined || this.#failure !== undefined) return
    if (this.#waiting.length > 0) this.#send(this.#takeBatch())
    else if (this.#closing) this.#post('close')
  }

  #takeBatch(): Waiting[] {
    let bytes = 0
    const end = this.#waiting.findIndex((waiting) => (bytes += waiting.bytes) > batchMaxBytes)
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(end, 1))
  }

  #send(batch: readonly Waiting[]): void {
    this.#batch = batch
    this.#post({ calls: batch.map(({ call }) => call) })
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromThread): void {
    if (message === 'opened') {
      this.#isOpen = true
      this.#opening.resolve()
    } else if (message === 'closed') {
      return
    } else if ('fault' in message) {
      this.#settle((waiting) => waiting.reject(storeError(this.file, message.fault)))
      this.#opening.reject(storeError(this.file, message.fault))
    } else {
      const { results, failed } = message
      this.#settle((waiting, place) => {
        const fault = failed?.get(place)
        if (fault === undefined) waiting.resolve(results[place] as never)
        else waiting.reject(storeError(this.file, fault))
      })
    }
    this.#next()
  }

  #settle(each: (waiting: Waiting, place: number) => void): void {
    const batch = this.#batch ?? []
    this.#batch = undefined
    for (const { bytes } of batch) this.#waitingBytes -= bytes
    batch.forEach(each)
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#opening.reject(this.#failure)
    this.#settle((waiting) => waiting.reject(this.#failure as Error))
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure)
  }
}
