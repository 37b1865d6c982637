import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { sniffContentType } from '../response/sniff.ts'
import { typeByExtension } from './content-type.ts'
import { FileStream, type Segment } from './file-stream.ts'
import { firstBytes, type OpenFile, openFile } from './open-file.ts'
import type { SendableFile } from './send-file.ts'

/** Limits of a cache. */
export interface FileCacheOptions {
  /** Files up to this size are kept in memory. */
  readonly fileMaxBytes: number
  /** Most bytes kept, contents only. */
  readonly maxBytes: number
  /** Most files remembered, with their tag and type. */
  readonly maxFiles: number
  /** How long a file is sent without a look whether it has changed. */
  readonly freshMs: number
  /** Gives the tag of a content, piece by piece; undefined: none. */
  etag(path: string, file: OpenFile, bytes: Buffer | undefined): Promise<string | undefined>
}

interface Entry {
  readonly size: number
  readonly mtimeMs: number
  readonly type: string
  readonly etag: string | undefined
  /** Undefined for a large file. */
  readonly bytes: Buffer | undefined
  checkedMs: number
  /** Since it was last considered for removal. */
  used: boolean
}

/**
 * Files that were asked for lately: small ones whole, large ones by tag and type. A change is seen within `freshMs`. What is
 * not used goes first, what is used gets a second chance: a hit changes no table.
 */
export class FileCache {
  readonly #options: FileCacheOptions
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  constructor(options: FileCacheOptions) {
    this.#options = options
  }

  /** A file that is at hand and fresh. */
  fresh(path: string): SendableFile | undefined {
    const entry = this.#entries.get(path)
    if (entry?.bytes === undefined || performance.now() - entry.checkedMs > this.#options.freshMs) return undefined
    entry.used = true
    return new KeptFile(entry, entry.bytes)
  }

  /** Opens a file; undefined for a folder or anything else. Raises the error of the system. */
  async open(path: string): Promise<SendableFile | undefined> {
    const file = await openFile(path)
    if (file === undefined) return undefined
    try {
      const known = this.#entries.get(path)
      const entry = known !== undefined && isSame(known, file) ? known : await this.#learn(path, file)
      entry.checkedMs = performance.now()
      if (entry.bytes === undefined) return new StreamedFile(entry, file.handle)
      await file.handle.close()
      return new KeptFile(entry, entry.bytes)
    } catch (error) {
      await file.handle.close()
      throw error
    }
  }

  async #learn(path: string, file: OpenFile): Promise<Entry> {
    const bytes = file.size <= this.#options.fileMaxBytes ? await readWhole(file) : undefined
    const entry: Entry = {
      size: bytes?.length ?? file.size,
      mtimeMs: file.mtimeMs,
      type: typeByExtension(path) ?? sniffContentType(bytes ?? (await firstBytes(file))),
      etag: await this.#options.etag(path, file, bytes),
      bytes,
      checkedMs: 0,
      used: false,
    }
    this.#forget(path)
    this.#entries.set(path, entry)
    this.#bytes += bytes?.length ?? 0
    this.#makeRoom()
    return entry
  }

  #makeRoom(): void {
    const { maxBytes, maxFiles } = this.#options
    while (this.#bytes > maxBytes || this.#entries.size > maxFiles) {
      const [path, entry] = this.#entries.entries().next().value as [string, Entry]
      this.#entries.delete(path)
      if (entry.used) {
        entry.used = false
        this.#entries.set(path, entry)
      } else this.#bytes -= entry.bytes?.length ?? 0
    }
  }

  #forget(path: string): void {
    this.#bytes -= this.#entries.get(path)?.bytes?.length ?? 0
    this.#entries.delete(path)
  }
}

function isSame(entry: Entry, file: OpenFile): boolean {
  return entry.size === file.size && entry.mtimeMs === file.mtimeMs
}

async function readWhole({ handle, size }: OpenFile): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  const { bytesRead } = await handle.read(bytes, 0, size, 0)
  return bytes.subarray(0, bytesRead)
}

/** A file whose content is in memory. */
class KeptFile implements SendableFile {
  readonly size: number
  readonly type: string
  readonly etag: string | undefined
  readonly mtimeMs: number
  readonly #bytes: Buffer

  constructor({ size, type, etag, mtimeMs }: Entry, bytes: Buffer) {
    this.size = size
    this.type = type
    this.etag = etag
    this.mtimeMs = mtimeMs
    this.#bytes = bytes
  }

  read(segments: readonly Segment[]): Buffer {
    const parts = segments.map((part) =>
      Buffer.isBuffer(part) ? part : this.#bytes.subarray(part.start, part.end + 1),
    )
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
  }

  release(): void {}
}

/** A file that is read while it is sent. */
export class StreamedFile implements SendableFile {
  readonly size: number
  readonly type: string
  readonly etag: string | undefined
  readonly mtimeMs: number
  readonly #handle: FileHandle

  constructor({ size, type, etag, mtimeMs }: Omit<SendableFile, 'read' | 'release'>, handle: FileHandle) {
    this.size = size
    this.type = type
    this.etag = etag
    this.mtimeMs = mtimeMs
    this.#handle = handle
  }

  read(segments: readonly Segment[]): Readable {
    return new FileStream(this.#handle, segments)
  }

  release(): void {
    void this.#handle.close()
  }
}
