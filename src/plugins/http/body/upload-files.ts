import { randomInt } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Logger } from '../../../lib/log.ts'
import { jsonText } from '../json-text.ts'
import type { UploadSettings } from '../settings.ts'
import type { LeafKind } from './form-tree.ts'

/** PHP's upload error codes, as far as a server can cause them. */
export const UploadError = { ok: 0, noFile: 4, noTmpDir: 6, cantWrite: 7, extension: 8 } as const

/** A file of a form, as PHP gets it. */
export interface Upload {
  readonly name: string
  readonly mime: string
  readonly size: number
  readonly error: number
  readonly tmpName: string
}

/** Files in the upload tree: the first of equal names counts. */
export const uploadLeaf: LeafKind<Upload> = {
  pick: (values) => values[0] as Upload,
  isEmpty: () => false,
  toJson: (file) =>
    `{"name":"${jsonText(file.name)}","mime":"${jsonText(file.mime)}","size":${file.size},"error":${file.error},` +
    `"tmpName":"${jsonText(file.tmpName)}"}`,
}

/**
 * The files of one request: written as they arrive, removed when the request is over, however it ended. A file that PHP moved away
 * is PHP's. Follows: spec 03 §3.4
 */
export class UploadFiles {
  readonly #settings: UploadSettings
  readonly #log: Logger
  readonly #written = new Set<string>()
  readonly #abort = new AbortController()

  constructor(settings: UploadSettings, log: Logger) {
    this.#settings = settings
    this.#log = log
  }

  /** Saves one part. Never rejects: what went wrong is in the error code. The part is read to its end in any case. */
  async save(part: Readable, name: string, mime: string): Promise<Upload> {
    const failed = (error: number): Upload => {
      part.resume()
      return { name, mime, size: 0, error, tmpName: '' }
    }
    if (!isAllowed(name, this.#settings)) return failed(UploadError.extension)
    const file = await this.#create()
    if (file === undefined) return failed(UploadError.noTmpDir)
    const size = await this.#fill(file, part)
    return size === undefined
      ? failed(UploadError.cantWrite)
      : { name, mime, size, error: UploadError.ok, tmpName: file.path }
  }

  /** Removes what is still there, now and when a file that is being written is closed. Idempotent. */
  cleanUp(): void {
    this.#abort.abort()
    for (const path of this.#written) void this.#remove(path)
  }

  async #create(): Promise<{ handle: FileHandle; path: string } | undefined> {
    for (let attempt = 0; ; attempt++) {
      const path = join(this.#settings.dir, `upload${randomInt(2 ** 40)}`)
      try {
        const handle = await open(path, 'wx', 0o600)
        this.#written.add(path)
        return { handle, path }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST' && attempt < 100) continue
        this.#log.error('error opening the file', { error: error as Error })
        return undefined
      }
    }
  }

  /** Bytes written, undefined when they could not be. */
  async #fill({ handle, path }: { handle: FileHandle; path: string }, part: Readable): Promise<number | undefined> {
    const { uid, gid } = this.#settings
    try {
      if (uid !== 0 && gid !== 0) await handle.chown(uid, gid)
      const target = createWriteStream(path, { fd: handle })
      await pipeline(part, target, { signal: this.#abort.signal })
      return target.bytesWritten
    } catch (error) {
      await handle.close().catch(() => {})
      await this.#remove(path)
      if (!this.#abort.signal.aborted) this.#log.error('error writing the file', { error: error as Error })
      return undefined
    }
  }

  async #remove(path: string): Promise<void> {
    this.#written.delete(path)
    try {
      await unlink(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        this.#log.error('error removing the file', { error: error as Error })
      }
    }
  }
}

/** The extension is compared as the configuration writes it: lower-case, with its dot. */
function isAllowed(name: string, { forbid, allow }: UploadSettings): boolean {
  const dot = name.lastIndexOf('.')
  const extension = dot === -1 ? '' : name.slice(dot).toLowerCase()
  return !forbid.includes(extension) && (allow.length === 0 || allow.includes(extension))
}
