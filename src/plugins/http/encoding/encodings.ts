import type { Transform } from 'node:stream'
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'

/** A way to compress: at once for small bodies, or as a stream that passes on each piece it is given. */
export interface Encoding {
  compress(bytes: Buffer): Buffer
  open(): Transform
}

/** Node's default, 11, takes hundreds of times longer for a tenth less. */
const brotliQuality = { [constants.BROTLI_PARAM_QUALITY]: 4 }

/** Content codings by their names in HTTP. */
export const encodings = {
  gzip: {
    compress: (bytes) => gzipSync(bytes),
    open: () => createGzip({ flush: constants.Z_SYNC_FLUSH }),
  },
  br: {
    compress: (bytes) =>
      brotliCompressSync(bytes, {
        params: { ...brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
    open: () => createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH, params: brotliQuality }),
  },
  zstd: {
    compress: (bytes) => zstdCompressSync(bytes),
    open: () => createZstdCompress({ flush: constants.ZSTD_e_flush }),
  },
} as const satisfies Record<string, Encoding>

/** Names of what we can compress with. */
export type EncodingName = keyof typeof encodings

/**
 * The coding that a client likes best among those offered, of equals the first; undefined: none. Follows: RFC 9110 §12.5.3
 */
export function chooseEncoding(accept: string, offered: readonly EncodingName[]): EncodingName | undefined {
  const weights = weightsOf(accept)
  let best: EncodingName | undefined
  let bestWeight = 0
  for (const name of offered) {
    const weight = weights.get(name) ?? weights.get('*') ?? 0
    if (weight <= bestWeight) continue
    best = name
    bestWeight = weight
  }
  return best
}

function weightsOf(accept: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const part of accept.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isNaN(weight) ? 0 : weight)
  }
  return weights
}
