/** How long to wait for the rest of a text before it is reported. */
const restMs = 200
const maxBytes = 65_536

/**
 * Text that came where frames belong, most often something printed to standard output. It may arrive in bits: a moment is given to the rest,
 * so that the message shows it, and no more than 64 KiB is kept. Follows: spec 01 §1.6.
 */
export class StrayText {
  readonly #parts: Buffer[] = []
  readonly #timer: NodeJS.Timeout
  #bytes = 0

  /** `complete` is called once, when nothing more is waited for. */
  constructor(complete: () => void) {
    this.#timer = setTimeout(complete, restMs)
  }

  /** Keeps a copy. */
  add(chunk: Buffer): void {
    const part = Buffer.from(chunk.subarray(0, maxBytes - this.#bytes))
    this.#bytes += part.length
    this.#parts.push(part)
  }

  /** What has come so far; nothing more is waited for. */
  end(): string {
    clearTimeout(this.#timer)
    return Buffer.concat(this.#parts).toString()
  }
}
