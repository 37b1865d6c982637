import type { Transform } from 'node:stream'
import type { BodyFilter, BodyOutput } from '../contract.ts'

const noBytes = Buffer.alloc(0)

/** Sends a body through a transform of Node's, with pressure both ways. The work is done on Node's threads. */
export class CompressFilter implements BodyFilter {
  readonly #transform: Transform

  constructor(transform: Transform, output: BodyOutput) {
    this.#transform = transform
    transform.on('data', (bytes: Buffer) => {
      if (!output.write(bytes, false)) transform.pause()
    })
    transform.on('end', () => output.write(noBytes, true))
    transform.on('drain', () => output.resume())
    transform.on('error', (error) => output.fail(error))
  }

  write(bytes: Buffer, last: boolean): boolean {
    // Compressed on another thread later: the bytes must stay.
    const flows = bytes.length === 0 || this.#transform.write(Buffer.from(bytes))
    if (last) this.#transform.end()
    return flows
  }

  drain(): void {
    this.#transform.resume()
  }

  destroy(): void {
    this.#transform.destroy()
  }
}
