import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The repository's folder. */
export const root = join(import.meta.dirname, '../..')

/**
 * A temporary folder and the things to stop, given back whatever happens, in reverse order; also on Ctrl+C.
 */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'courser-bench-'))
  readonly #closers: Array<() => Promise<void> | void> = []
  #closing: Promise<void> | undefined

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void this.close().finally(() => process.exit(130)))
    }
  }

  /** A path in the folder. */
  path(name: string): string {
    return join(this.folder, name)
  }

  onClose(closer: () => Promise<void> | void): void {
    this.#closers.push(closer)
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    for (const closer of this.#closers.reverse()) await closer()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
