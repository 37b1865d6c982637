/** Memory kept for the next copies; more is left to the garbage collector. */
const keptMaxBytes = 2 * 1024 * 1024
/** Sizes are rounded up to this, so that chunks of about one size find what the one before has left. */
const stepBytes = 64 * 1024

/**
 * Buffers for copies of large chunks, used again and again. A copy made anew for each would be freed only when the collector
 * happens to run, and it takes no hurry for memory outside its heap (docs/decisions/hot-path.md: a stream of 100 MB held 27 MB of
 * such copies, now under 1 MB).
 */
export class SpareBuffers {
  readonly #spare: Buffer[] = []
  #keptBytes = 0

  /** A buffer of at least that size. Whoever takes it gives it back once nobody reads it any more, or forgets it. */
  take(bytes: number): Buffer {
    const spare = this.#spare.pop()
    if (spare === undefined) return allocate(bytes)
    this.#keptBytes -= spare.length
    return spare.length < bytes ? allocate(bytes) : spare
  }

  give(buffer: Buffer): void {
    if (this.#keptBytes + buffer.length > keptMaxBytes) return
    this.#keptBytes += buffer.length
    this.#spare.push(buffer)
  }
}

function allocate(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(Math.ceil(bytes / stepBytes) * stepBytes)
}
