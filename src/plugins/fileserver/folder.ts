import { join, resolve } from 'node:path'
import { Crc32, FileCache, type OpenFile, type SendableFile } from '../http/files/contract.ts'
import type { FileserverConfig, ServedFolder } from './config.ts'

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
/** The polynomial that RoadRunner's file server uses, which is not that of `static`. Follows: spec 03 §12 */
const polynomial = 0xd5828281
/** Most different files kept at hand. */
const maxFiles = 10_000

/** A folder that is served below a prefix. */
export class Folder {
  readonly config: ServedFolder
  readonly #root: string
  readonly #cache: FileCache

  constructor(config: ServedFolder, { calculate_etag, weak }: Pick<FileserverConfig, 'calculate_etag' | 'weak'>) {
    this.config = config
    this.#root = resolve(config.root)
    this.#cache = new FileCache({
      fileMaxBytes: 256 * kibibyte,
      maxBytes: 64 * mebibyte,
      maxFiles,
      freshMs: config.cache_duration * 1000,
      etag: async (_path, file, bytes) => (calculate_etag ? etagOf(file, bytes, weak) : undefined),
    })
  }

  /** True when this folder answers for a path. */
  owns(path: string): boolean {
    return path.startsWith(this.config.prefix)
  }

  /** The file of a path, of a folder its index.html; undefined when there is none. */
  async find(path: string): Promise<SendableFile | undefined> {
    const name = join(this.#root, path.slice(this.config.prefix.length))
    return this.#cache.fresh(name) ?? (await this.#open(name)) ?? (await this.#open(join(name, 'index.html')))
  }

  async #open(name: string): Promise<SendableFile | undefined> {
    try {
      return await this.#cache.open(name)
    } catch {
      // Not there, or not for us: both are 404.
      return undefined
    }
  }
}

async function etagOf(file: OpenFile, bytes: Buffer | undefined, weak: boolean): Promise<string> {
  const crc = new Crc32(polynomial)
  if (bytes !== undefined) crc.update(bytes)
  else for await (const piece of file.handle.createReadStream({ autoClose: false, start: 0 })) crc.update(piece)
  return `${weak ? 'W/' : ''}"${bytes?.length ?? file.size}-${crc.digest()}"`
}
