import { statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { z } from 'zod'
import type { Logger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import { bool, list, map, section, text } from '../../../lib/scalars.ts'
import { defineMiddleware, type Exchange, type ExchangeHandler, type MiddlewareDefinition } from '../contract.ts'
import { staticCrc, strongEtag, weakEtag } from '../files/etag.ts'
import { FileCache } from '../files/file-cache.ts'
import { isInside } from '../files/inside.ts'
import type { OpenFile } from '../files/open-file.ts'
import { outside, pathOf } from '../files/path.ts'
import { type SendableFile, sendFile } from '../files/send-file.ts'
import { canonicalName } from '../header-names.ts'
import { latin1FromUtf8 } from '../latin1.ts'

/** `http.static`. Follows: spec 03 §9.1 */
export const staticConfig = section({
  dir: text().default('').describe('Folder of the files, relative to the working directory'),
  forbid: list(text()).default([]).describe('Extensions that PHP handles, lower-case with the dot: .php, .htaccess'),
  allow: list(text()).default([]).describe('Extensions that are served, lower-case with the dot. Empty means all'),
  calculate_etag: bool().default(false).describe('Send an ETag: of the content, or with weak of the name'),
  weak: bool().default(false).describe('Make the ETag of the name of the file: cheap, and blind to changes'),
  request: map(text()).default({}).describe('Headers added to requests for files'),
  response: map(text()).default({}).describe('Headers of answers with files'),
  follow_symlinks: bool()
    .default(true)
    .describe('Serve links that lead out of dir, as Laravel makes one for its storage; false: PHP handles them'),
}).describe('Files served without PHP. Needs its name in http.middleware')

type StaticConfig = z.infer<typeof staticConfig>

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
/** How long a file is served without a look whether it has changed. */
const freshMs = 1000

/** Serves files of a folder; what is no file there goes on to PHP. Follows: spec 03 §9.1 */
export const staticFiles: MiddlewareDefinition<StaticConfig> = defineMiddleware({
  name: 'static',
  config: staticConfig,
  needsConfig: true,
  create({ config, log }) {
    checkFolder(config.dir)
    if (!config.forbid.includes('.php'))
      log.warn('static serves the source of PHP files that are in its folder: forbid .php', { dir: config.dir })
    const files = new StaticFiles(config, log)
    return (next: ExchangeHandler) => (exchange: Exchange) => files.handle(exchange, next)
  },
})

class StaticFiles {
  readonly #config: StaticConfig
  readonly #log: Logger
  readonly #root: string
  readonly #forbid: ReadonlySet<string>
  readonly #allow: ReadonlySet<string>
  readonly #response: [string, string][]
  readonly #cache: FileCache

  constructor(config: StaticConfig, log: Logger) {
    this.#config = config
    this.#log = log
    this.#root = resolve(config.dir)
    this.#forbid = new Set(config.forbid.filter((extension) => extension !== ''))
    this.#allow = new Set(config.allow.filter((extension) => extension !== '' && !this.#forbid.has(extension)))
    this.#response = Object.entries(config.response).map(([name, value]) => [
      canonicalName(name),
      latin1FromUtf8(value),
    ])
    this.#cache = new FileCache({
      fileMaxBytes: 256 * kibibyte,
      maxBytes: 64 * mebibyte,
      maxFiles: 10_000,
      freshMs,
      etag: (path, file, bytes) => this.#etag(path, file, bytes),
    })
  }

  handle(exchange: Exchange, next: ExchangeHandler): Promise<void> {
    const path = pathOf(exchange.request.target)
    if (path === outside) return Promise.resolve(exchange.respond(403))
    if (path === undefined || !this.#serves(extensionOf(path))) return next(exchange)
    const name = join(this.#root, path)
    const fresh = this.#cache.fresh(name)
    if (fresh === undefined) return this.#open(exchange, name, next)
    this.#send(exchange, fresh)
    return Promise.resolve()
  }

  async #open(exchange: Exchange, name: string, next: ExchangeHandler): Promise<void> {
    let file: SendableFile | undefined
    try {
      if (this.#config.follow_symlinks || (await isInside(name, this.#root))) file = await this.#cache.open(name)
      if (file === undefined) this.#log.debug('possible path to dir provided')
    } catch (error) {
      this.#log.debug('no such file or directory', { error: error as Error })
    }
    if (file === undefined) return next(exchange)
    this.#send(exchange, file)
  }

  #send(exchange: Exchange, file: SendableFile): void {
    for (const [name, value] of this.#response) exchange.response.headers.set(name, value)
    sendFile(exchange, file)
  }

  #serves(extension: string): boolean {
    if (extension === '') return false
    if (this.#forbid.has(extension)) {
      this.#log.debug('file extension is forbidden', { ext: extension })
      return false
    }
    return this.#allow.size === 0 || this.#allow.has(extension)
  }

  async #etag(path: string, file: OpenFile, bytes: Buffer | undefined): Promise<string | undefined> {
    if (!this.#config.calculate_etag) return undefined
    if (this.#config.weak) return weakEtag(basename(path))
    const crc = staticCrc()
    if (bytes !== undefined) crc.update(bytes)
    else for await (const piece of file.handle.createReadStream({ autoClose: false, start: 0 })) crc.update(piece)
    return strongEtag(bytes?.length ?? file.size, crc.digest())
  }
}

/** The extension of a path, lower-case with the dot; a name that begins with a dot is one. */
function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') ? path.slice(dot).toLowerCase() : ''
}

function checkFolder(dir: string): void {
  const stat = statSync(dir, { throwIfNoEntry: false })
  if (stat === undefined) throw new OpError('static_plugin_valid', undefined, `root directory '${dir}' does not exists`)
  if (!stat.isDirectory()) throw new OpError('static_plugin_valid', undefined, `invalid root directory '${dir}'`)
}
