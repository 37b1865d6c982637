import { runScript } from '../chained-exchange.ts'
import type { Exchange, ExchangeHandler } from '../contract.ts'
import { FileCache } from '../files/file-cache.ts'
import { outside, pathOf } from '../files/path.ts'
import { sendFile } from '../files/send-file.ts'
import { plainErrorHeaders } from '../response/error-page.ts'
import type { RouteTable } from '../routes/route-table.ts'
import type { ClassicConfig } from './config.ts'
import { type Found, ScriptFinder } from './script-finder.ts'

/** What the layer runs by. */
export interface ClassicLayerOptions {
  readonly config: Pick<ClassicConfig, 'root' | 'index' | 'front_controller' | 'follow_symlinks'>
  /** Whether a request is for scripts; undefined: all are. */
  readonly routes: RouteTable<boolean> | undefined
}

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
/** How long a file is served without a look whether it has changed. */
const freshMs = 1000

/** The innermost layer of an application that is run script by script: sends its files, and finds the script for everything else. */
export class ClassicLayer {
  readonly #routes: RouteTable<boolean> | undefined
  readonly #finder: ScriptFinder
  readonly #files = new FileCache({
    fileMaxBytes: 256 * kibibyte,
    maxBytes: 64 * mebibyte,
    maxFiles: 10_000,
    freshMs,
    etag: (_path, { size, mtimeMs }) => Promise.resolve(`"${Math.trunc(mtimeMs).toString(16)}-${size.toString(16)}"`),
  })

  constructor({ config, routes }: ClassicLayerOptions) {
    this.#routes = routes
    this.#finder = new ScriptFinder({
      root: config.root,
      index: config.index,
      frontController: config.front_controller,
      followSymlinks: config.follow_symlinks,
    })
  }

  /** Wraps what hands requests to workers. */
  wrap(next: ExchangeHandler): ExchangeHandler {
    return (exchange) => {
      const { method, target, headers } = exchange.request
      // A path of two readings is refused behind this.
      const mine = this.#routes === undefined || this.#routes.find(method, headers.get('Host') ?? '', target) === true
      return mine ? this.#handle(exchange) : next(exchange)
    }
  }

  async #handle(exchange: Exchange): Promise<void> {
    const { method, target } = exchange.request
    const path = pathOf(withoutHost(target))
    if (path === outside) return refuse(exchange, 403)
    if (method === 'TRACE') return refuse(exchange, 405)
    const found = path === undefined ? await this.#finder.fallback() : await this.#finder.find(path)
    if (found.kind === 'script') return await this.#run(exchange, found)
    if (found.kind === 'nothing') return refuse(exchange, 404)
    if (method !== 'GET' && method !== 'HEAD') {
      exchange.response.headers.set('Allow', 'GET, HEAD')
      return refuse(exchange, 405)
    }
    if (found.kind === 'folder') return toFolder(exchange)
    await this.#send(exchange, found.filename)
  }

  #run(exchange: Exchange, { name, pathInfo }: Extract<Found, { kind: 'script' }>): Promise<void> {
    const { root } = this.#finder
    const { target, secure, remoteAddress } = exchange.request
    const script = {
      filename: root + name,
      name,
      pathInfo,
      root,
      target: withoutHost(target),
      secure,
      peer: remoteAddress,
    }
    return runScript(exchange, script)
  }

  async #send(exchange: Exchange, filename: string): Promise<void> {
    const file = this.#files.fresh(filename) ?? (await this.#files.open(filename).catch(() => undefined))
    if (file === undefined) return refuse(exchange, 404)
    sendFile(exchange, file)
  }
}

/** A target in absolute form without scheme and host. */
function withoutHost(target: string): string {
  if (target.startsWith('/')) return target
  return target.replace(/^[A-Za-z][A-Za-z0-9+\-.]*:\/\/[^/?]*(?=([/?])|$)/, (_, next?: string) =>
    next === '/' ? '' : '/',
  )
}

/** Links of a page are relative to its folder: the address must end in a slash. */
function toFolder(exchange: Exchange): void {
  const target = withoutHost(exchange.request.target)
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  // Two slashes would name a host.
  const location = `${path.replace(/^\/+/, '/')}/${mark === -1 ? '' : target.slice(mark)}`
  exchange.response.headers.set('Location', location)
  exchange.respond(301)
}

const texts: Readonly<Record<number, string>> = { 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed' }

function refuse(exchange: Exchange, status: number): void {
  const { headers } = exchange.response
  for (let at = 0; at < plainErrorHeaders.length; at += 2) {
    headers.set(plainErrorHeaders[at] as string, plainErrorHeaders[at + 1] as string)
  }
  exchange.respond(status, `${texts[status]}\n`)
}
