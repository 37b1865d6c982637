import { access } from 'node:fs/promises'
import { RRError } from '../../lib/errors.ts'
import type { Store, Table } from '../../store/contract.ts'
import type { Delivery, Message } from './contract.ts'
import { type DeadLetter, deadLetterOf, messageOf } from './dead-letter.ts'
import type { JobSource } from './job-context.ts'
import { decodeMessage, encodeMessage } from './message.ts'
import type { Fate } from './policy/verdict.ts'
import { leaseStore, type StoreLease } from './shared-stores.ts'

/** Some of the dead letters, the oldest first. */
export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[]
  /** Where the next page begins; absent at the end. */
  readonly next?: string
}

/** A page of the listing, and letters looked through at a time. */
const pageMax = 500

/**
 * The jobs that have failed for good, in the server's store: on the disk before the job is settled with its backend. Listing, replay and
 * purge open the file when there is one to open.
 */
export class DeadLetters {
  readonly #file: string
  #lease: Promise<StoreLease> | undefined
  /** Letters that are being replayed: twice at a time would push them twice. */
  readonly #replaying = new Set<string>()

  constructor(file: string) {
    this.#file = file
  }

  /** Opens the file now, so that a pipeline whose dead letters cannot be kept does not start. */
  async open(): Promise<void> {
    await this.#store()
  }

  /** Keeps a job. Resolves when it is on the disk. */
  async keep(delivery: Delivery, source: JobSource, fate: Fate): Promise<void> {
    const store = await this.#store()
    const letter = deadLetterOf(delivery, source, fate)
    const message = encodeMessage(messageOf(delivery, source.pipeline))
    // In this order: a listed letter always has its message.
    const kept = messagesIn(store).setMany([{ key: letter.id, value: message }])
    const listed = lettersIn(store).setMany([{ key: letter.id, value: Buffer.from(JSON.stringify(letter)) }])
    await Promise.all([kept, listed])
  }

  /** The letters behind `after`, of one pipeline or (with '') of all; at most `limit`. */
  async list(pipeline: string, after: string, limit: number): Promise<DeadLetterPage> {
    const store = await this.#existing()
    if (store === undefined) return { letters: [] }
    const table = lettersIn(store)
    const letters: DeadLetter[] = []
    let from = after
    for (;;) {
      const records = await table.page(from, pageMax)
      for (const { key, value } of records) {
        from = key
        const letter = JSON.parse(Buffer.from(value).toString()) as DeadLetter
        if (pipeline === '' || letter.pipeline === pipeline) letters.push(letter)
        if (letters.length === limit) return { letters, next: from }
      }
      if (records.length < pageMax) return { letters }
    }
  }

  /** A letter and its message. Raises RR_JOBS_NO_DEAD_LETTER. */
  async show(id: string): Promise<{ readonly letter: DeadLetter; readonly message: Message }> {
    const store = await this.#existing()
    if (store === undefined) throw new RRError('RR_JOBS_NO_DEAD_LETTER', [id])
    const [[letter], [message]] = await Promise.all([lettersIn(store).getMany([id]), messagesIn(store).getMany([id])])
    if (letter === undefined || message === undefined) throw new RRError('RR_JOBS_NO_DEAD_LETTER', [id])
    return {
      letter: JSON.parse(Buffer.from(letter).toString()) as DeadLetter,
      message: decodeMessage(message),
    }
  }

  /**
   * Pushes a letter into its pipeline and removes it once that has accepted it: a crash in between leaves both, never none. False when
   * somebody else is at it.
   */
  async replay(id: string, push: (message: Message) => void | Promise<void>): Promise<boolean> {
    if (this.#replaying.has(id)) return false
    this.#replaying.add(id)
    try {
      const { message } = await this.show(id)
      await push(message)
      await this.purge([id])
      return true
    } finally {
      this.#replaying.delete(id)
    }
  }

  /** Removes letters for good; those that are not there are left out. */
  async purge(ids: readonly string[]): Promise<void> {
    const store = await this.#existing()
    if (store === undefined) return
    await Promise.all([lettersIn(store).deleteMany(ids), messagesIn(store).deleteMany(ids)])
  }

  async close(): Promise<void> {
    const lease = await this.#lease?.catch(() => undefined)
    this.#lease = undefined
    await lease?.release()
  }

  /** Undefined when there is no file: nothing has died yet. */
  async #existing(): Promise<Store | undefined> {
    if (this.#lease !== undefined) return this.#store()
    const isThere = await access(this.#file).then(
      () => true,
      () => false,
    )
    return isThere ? this.#store() : undefined
  }

  async #store(): Promise<Store> {
    this.#lease ??= leaseStore({ file: this.#file })
    try {
      return (await this.#lease).store
    } catch (error) {
      // Tried anew next time: somebody may have let the file go.
      this.#lease = undefined
      throw error
    }
  }
}

function lettersIn(store: Store): Table {
  return store.table('jobs dead letters')
}

function messagesIn(store: Store): Table {
  return store.table('jobs dead messages')
}
