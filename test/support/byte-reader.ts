import type { Readable } from 'node:stream'
import { within } from './wait.ts'

/** Reads a stream of bytes in the portions that a protocol needs, each with a limit of time. */
export class ByteReader {
  readonly #limitMs: number
  #bytes: Buffer = Buffer.alloc(0)
  #ended = false
  #changed = Promise.withResolvers<void>()

  constructor(source: Readable, limitMs: number) {
    this.#limitMs = limitMs
    source.on('data', (chunk: Buffer) => {
      this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
      this.#wake()
    })
    const end = (): void => {
      this.#ended = true
      this.#wake()
    }
    source.on('end', end).on('error', end).on('close', end)
  }

  /** Bytes that have arrived and were not read yet. */
  get waiting(): Buffer {
    return this.#bytes
  }

  get ended(): boolean {
    return this.#ended
  }

  async exactly(count: number): Promise<Buffer> {
    await this.#until(`${count} bytes`, () => this.#bytes.length >= count)
    return this.#take(count)
  }

  /** Everything before the mark; the mark itself is dropped. */
  async before(mark: string): Promise<Buffer> {
    let at = -1
    await this.#until(JSON.stringify(mark), () => {
      at = this.#bytes.indexOf(mark)
      return at >= 0
    })
    const bytes = this.#take(at)
    this.#take(mark.length)
    return bytes
  }

  /** Everything until the other side ends the connection. */
  async toEnd(): Promise<Buffer> {
    await this.#until('the end of the connection', () => this.#ended)
    return this.#take(this.#bytes.length)
  }

  /** Resolves once something new has arrived, or the end. */
  async more(): Promise<void> {
    if (this.#ended) return
    await within(this.#limitMs, 'more bytes', this.#changed.promise)
  }

  async #until(what: string, ready: () => boolean): Promise<void> {
    const deadline = performance.now() + this.#limitMs
    while (!ready()) {
      const have = () => `${what}; have ${JSON.stringify(this.#bytes.subarray(0, 200).toString('latin1'))}`
      if (this.#ended) throw new Error(`The connection ended before ${have()}`)
      await within(Math.max(1, deadline - performance.now()), have, this.#changed.promise)
    }
  }

  #take(count: number): Buffer {
    const bytes = this.#bytes.subarray(0, count)
    this.#bytes = this.#bytes.subarray(count)
    return bytes
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }
}
