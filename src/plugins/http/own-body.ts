import type { Readable } from 'node:stream'

/** Where an own body goes. */
export interface OwnBodyTarget {
  /** False: wait for `OwnBody.resume`. */
  write(bytes: Buffer, last: boolean): boolean
  fail(error: Error): void
}

/** An answer that a middleware streams: pushes what a readable gives, at the target's pace. */
export class OwnBody {
  readonly #source: Readable
  #ended = false

  constructor(source: Readable) {
    this.#source = source
    // A source may fail before anybody reads it.
    source.on('error', () => {})
  }

  start(target: OwnBodyTarget): void {
    const source = this.#source
    if (source.errored !== null) return target.fail(source.errored)
    source.on('error', (error) => this.#fail(target, error))
    source.on('close', () => this.#fail(target, new Error('the body ended too early')))
    source.on('end', () => {
      this.#ended = true
      target.write(Buffer.alloc(0), true)
    })
    source.on('data', (bytes: Buffer) => {
      if (!target.write(bytes, false)) source.pause()
    })
  }

  resume(): void {
    this.#source.resume()
  }

  /** Gives the source back, at once. */
  destroy(): void {
    this.#ended = true
    this.#source.destroy()
  }

  /** Called once, unless all is well. */
  #fail(target: OwnBodyTarget, error: Error): void {
    if (this.#ended) return
    this.#ended = true
    target.fail(error)
  }
}
