import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ByteRange } from './ranges.ts'

const pieceBytes = 64 * 1024

/** A stretch of a body: bytes as they are, or a range of the file. */
export type Segment = Buffer | ByteRange

/** Reads segments of an open file, one piece in memory at a time, and closes the file whatever happens. */
export class FileStream extends Readable {
  readonly #handle: FileHandle
  readonly #segments: Segment[]
  /** Where the first segment goes on. */
  #at = -1

  constructor(handle: FileHandle, segments: readonly Segment[]) {
    super({ highWaterMark: pieceBytes })
    this.#handle = handle
    this.#segments = [...segments]
  }

  override _read(): void {
    const segment = this.#segments[0]
    if (segment === undefined) this.push(null)
    else if (Buffer.isBuffer(segment)) {
      this.#segments.shift()
      this.push(segment)
    } else void this.#readPiece(segment)
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#handle.close().then(() => callback(error), callback)
  }

  async #readPiece({ start, end }: ByteRange): Promise<void> {
    const at = this.#at === -1 ? start : this.#at
    const bytes = Math.min(pieceBytes, end - at + 1)
    try {
      const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(bytes), 0, bytes, at)
      if (bytesRead === 0) throw new Error('the file has become shorter while it was read')
      this.#at = at + bytesRead
      if (this.#at > end) {
        this.#at = -1
        this.#segments.shift()
      }
      this.push(buffer.subarray(0, bytesRead))
    } catch (error) {
      this.destroy(error as Error)
    }
  }
}
