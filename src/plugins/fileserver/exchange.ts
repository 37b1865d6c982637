import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import type { Logger } from '../../lib/log.ts'
import { chooseEncoding, encodings, type FileExchange, HeaderList } from '../http/files/contract.ts'

/** Texts, and what is built of texts: the rest is compressed already. */
const compressible = /^text\/|[+/](json|xml|javascript|wasm|svg\+xml)|^image\/svg|^font\/(ttf|otf)/
const minBytes = 200

/** One request for a file and its answer, over Node's own. */
export class FileserverExchange implements FileExchange {
  readonly request: FileExchange['request']
  readonly response = { headers: new HeaderList() }
  readonly #res: ServerResponse
  readonly #log: Logger
  readonly #compress: boolean

  constructor(
    req: IncomingMessage,
    res: ServerResponse,
    options: { readonly compress: boolean; readonly log: Logger },
  ) {
    this.request = { method: req.method as string, headers: new HeaderList(req.rawHeaders) }
    this.#res = res
    this.#compress = options.compress
    this.#log = options.log
  }

  respond(status: number, body: string | Buffer | Readable = ''): void {
    const { headers } = this.response
    const encoding = status === 200 ? this.#encoding() : undefined
    if (this.#compress) headers.add('Vary', 'Accept-Encoding')
    if (encoding !== undefined) {
      headers.set('Content-Encoding', encoding)
      headers.delete('Content-Length')
      headers.delete('Accept-Ranges')
      const etag = headers.get('Etag')
      if (etag?.startsWith('"') === true) headers.set('Etag', `W/${etag}`)
    }
    this.#send(status, body, encoding)
  }

  #send(status: number, body: string | Buffer | Readable, encoding: keyof typeof encodings | undefined): void {
    const { headers } = this.response
    if (!(body instanceof Readable) && encoding === undefined && status !== 304)
      headers.set('Content-Length', String(Buffer.byteLength(body)))
    this.#res.writeHead(status, headers.toPairs())
    if (this.request.method === 'HEAD') {
      if (body instanceof Readable) body.destroy()
      this.#res.end()
    } else if (encoding === undefined && !(body instanceof Readable)) this.#res.end(body)
    else this.#pipe(body instanceof Readable ? body : Readable.from([body], { objectMode: false }), encoding)
  }

  #pipe(source: Readable, encoding: keyof typeof encodings | undefined): void {
    const ended = (error?: NodeJS.ErrnoException | null): void => {
      if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.#log.error('failed to send the file', { error })
    }
    // The client has left meanwhile: nothing can be piped to it, and the file must be closed.
    if (this.#res.destroyed) source.destroy()
    else if (encoding === undefined) pipeline(source, this.#res, ended)
    else pipeline(source, encodings[encoding].open(), this.#res, ended)
  }

  #encoding(): keyof typeof encodings | undefined {
    const { headers } = this.response
    if (!this.#compress || !(Number(headers.get('Content-Length')) >= minBytes)) return undefined
    if (!compressible.test(headers.get('Content-Type') ?? '')) return undefined
    return chooseEncoding(this.request.headers.all('Accept-Encoding').join(','), ['br', 'gzip'])
  }
}
