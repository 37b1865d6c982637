import type { z } from 'zod'
import { count, list, oneOf, section } from '../../../lib/scalars.ts'
import {
  type BodyFilter,
  type BodyOutput,
  defineMiddleware,
  type Exchange,
  type ExchangeHandler,
  type MiddlewareDefinition,
} from '../contract.ts'
import { CompressFilter } from '../encoding/compress-filter.ts'
import { chooseEncoding, type EncodingName, encodings } from '../encoding/encodings.ts'
import { addVary } from '../encoding/vary.ts'
import { sniffContentType } from '../response/sniff.ts'

/** `http.gzip`. RoadRunner's has no keys; follows: spec 03 §9.3 */
export const gzipConfig = section({
  algorithms: list(oneOf('gzip', 'br', 'zstd'))
    .default(['gzip'])
    .describe('What to compress with, the preferred first: gzip, br, zstd. The client decides'),
  min_length: count().default(1024).describe('Bodies known to be shorter are sent as they are, bytes'),
}).describe('Compressed answers. Needs its name in http.middleware')

/** Up to this size compressing at once takes less than handing it to a thread, and well under a millisecond. */
const atOnceMaxBytes = 16 * 1024
/** Content that is compressed already. */
const compressed = /compress|zip|snappy|lzma|xz|zstd|brotli|stuffit|^video\/|^audio\/|^image\/jp/i
const optOut = 'No-Gzip-Compression'

/** Compresses what the client can read compressed. Follows: spec 03 §9.3 */
export const gzip: MiddlewareDefinition<z.infer<typeof gzipConfig>> = defineMiddleware({
  name: 'gzip',
  config: gzipConfig,
  create({ config }) {
    return (next: ExchangeHandler) => async (exchange: Exchange) => {
      await next(exchange)
      const { request, response } = exchange
      addVary(response.headers, 'Accept-Encoding')
      const accept = request.headers.all('Accept-Encoding').join(',')
      const name = accept === '' ? undefined : chooseEncoding(accept, config.algorithms)
      if (name === undefined) response.headers.delete(optOut)
      else exchange.filterBody((output) => new EncodingFilter(exchange, name, config.min_length, output))
    }
  },
})

/** Decides at the first bytes whether to compress, and with what means. */
class EncodingFilter implements BodyFilter {
  readonly #exchange: Exchange
  readonly #name: EncodingName
  readonly #minBytes: number
  readonly #output: BodyOutput
  #through: Pick<BodyFilter, 'write' | 'drain' | 'destroy'> | undefined

  constructor(exchange: Exchange, name: EncodingName, minBytes: number, output: BodyOutput) {
    this.#exchange = exchange
    this.#name = name
    this.#minBytes = minBytes
    this.#output = output
  }

  write(bytes: Buffer, last: boolean): boolean {
    if (this.#through !== undefined) return this.#through.write(bytes, last)
    if (!this.#isWorthIt(bytes, last)) return this.#passOn(bytes, last)
    this.#markEncoded(bytes)
    const encoding = encodings[this.#name]
    if (this.#exchange.request.method === 'HEAD') return this.#passOn(Buffer.alloc(0), last)
    if (last && bytes.length <= atOnceMaxBytes) {
      const whole = encoding.compress(bytes)
      this.#exchange.response.headers.set('Content-Length', String(whole.length))
      return this.#output.write(whole, true)
    }
    this.#through = new CompressFilter(encoding.open(), this.#output)
    return this.#through.write(bytes, last)
  }

  drain(): void {
    if (this.#through?.drain === undefined) this.#output.resume()
    else this.#through.drain()
  }

  destroy(): void {
    this.#through?.destroy?.()
  }

  #passOn(bytes: Buffer, last: boolean): boolean {
    this.#through = { write: (more, end) => this.#output.write(more, end) }
    return this.#output.write(bytes, last)
  }

  #isWorthIt(bytes: Buffer, last: boolean): boolean {
    const { headers, status } = this.#exchange.response
    const optedOut = headers.has(optOut)
    headers.delete(optOut)
    if (optedOut || status < 200 || status === 204 || status === 206 || status === 304) return false
    if ((headers.get('Content-Encoding') ?? '') !== '' || headers.has('Content-Range')) return false
    const declared = headers.get('Content-Length')
    const known = declared === undefined ? (last ? bytes.length : undefined) : Number(declared)
    if (known !== undefined && !(known >= this.#minBytes && known > 0)) return false
    return !compressed.test(headers.get('Content-Type') ?? sniffContentType(bytes))
  }

  /** The head of another representation of the same thing. */
  #markEncoded(bytes: Buffer): void {
    const { headers } = this.#exchange.response
    if (!headers.has('Content-Type') && bytes.length > 0) headers.set('Content-Type', sniffContentType(bytes))
    headers.set('Content-Encoding', this.#name)
    headers.delete('Content-Length')
    headers.delete('Accept-Ranges')
    const etag = headers.get('ETag')
    if (etag?.startsWith('"') === true) headers.set('Etag', `W/${etag}`)
  }
}
