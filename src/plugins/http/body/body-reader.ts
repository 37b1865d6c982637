import type { Readable } from 'node:stream'
import { errorText } from '../../../lib/op-error.ts'
import { BodyError, type BodySink, type BodySource, type FormedBody, tooLarge } from './formed.ts'

/**
 * Reads a whole body into memory, up to a limit that is counted while reading, and forms it: verbatim, or by `form`, which may
 * raise a BodyError.
 */
export class BodyReader implements BodySource {
  readonly #stream: Readable
  readonly #limit: number
  readonly #sink: BodySink
  readonly #form: (chunks: readonly Buffer[]) => FormedBody
  readonly #chunks: Buffer[] = []
  #done = false
  bytes = 0

  constructor(
    stream: Readable,
    limit: number,
    sink: BodySink,
    form: (chunks: readonly Buffer[]) => FormedBody = verbatim,
  ) {
    this.#stream = stream
    this.#limit = limit
    this.#sink = sink
    this.#form = form
  }

  start(): void {
    this.#stream.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#stream.on('end', () => this.#finish())
    this.#stream.on('error', (error) => {
      if (this.#end()) this.#sink.onBroken(error)
    })
  }

  stop(): void {
    this.#done = true
    this.#chunks.length = 0
  }

  #take(chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.#done) return
    if (this.bytes <= this.#limit) this.#chunks.push(chunk)
    else if (this.#end()) this.#sink.onRefused(tooLarge())
  }

  #finish(): void {
    if (!this.#end()) return
    let body: FormedBody
    try {
      body = this.#form(this.#chunks)
    } catch (error) {
      this.#sink.onRefused(error instanceof BodyError ? error : new BodyError(400, errorText(error)))
      return
    }
    this.#sink.onFormed(body)
  }

  /** True the first time. */
  #end(): boolean {
    const first = !this.#done
    this.#done = true
    return first
  }
}

/** The body as it came. */
export function verbatim(chunks: readonly Buffer[]): FormedBody {
  return { chunks, parsed: false, uploads: undefined }
}
