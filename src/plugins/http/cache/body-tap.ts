import type { BodyFilter, BodyOutput } from '../contract.ts'

/** Passes a body on and keeps a copy, as long as it is not too large. */
export class BodyTap implements BodyFilter {
  readonly #output: BodyOutput
  readonly #maxBytes: number
  readonly #onFirst: () => void
  #pieces: Buffer[] | undefined = []
  #bytes = 0
  #begun = false

  /** `onFirst`: the layers within have made up their head. */
  constructor(output: BodyOutput, maxBytes: number, onFirst: () => void) {
    this.#output = output
    this.#maxBytes = maxBytes
    this.#onFirst = onFirst
  }

  write(bytes: Buffer, last: boolean): boolean {
    if (!this.#begun) this.#onFirst()
    this.#begun = true
    this.#bytes += bytes.length
    if (this.#bytes > this.#maxBytes) this.#pieces = undefined
    this.#pieces?.push(Buffer.from(bytes))
    return this.#output.write(bytes, last)
  }

  /** The body so far; undefined when it is too large. */
  taken(): Buffer | undefined {
    return this.#pieces === undefined ? undefined : Buffer.concat(this.#pieces)
  }
}
