import { encodeRequest } from '../../goridge/request.ts'
import { RRError } from '../../lib/errors.ts'
import type { WarmupRequest } from '../../pool/warmup.ts'
import { HeaderNames } from './header-names.ts'
import { jsonContext } from './request/context-json.ts'
import { protoContext } from './request/context-proto.ts'
import { parseRequest } from './request/request.ts'
import { decodeHead } from './response/head.ts'

const noBytes = Buffer.alloc(0)
/** Who asks, as PHP is told. */
const self = '127.0.0.1:0'

/**
 * The requests of `http.pool.warmup` as PHP gets them: `GET path` from this machine. A worker is warm when each is answered 2xx; another
 * answer is RR_POOL_WARMUP_FAILED. Raises RR_POOL_WARMUP_PATH for what is no path.
 */
export function warmupRequests(paths: readonly string[], codecName: 'json' | 'protobuf'): WarmupRequest[] {
  const codec = codecName === 'json' ? jsonContext : protoContext()
  const names = new HeaderNames()
  return paths.map((path) => {
    const facts = parseRequest(
      {
        method: 'GET',
        target: path,
        protocol: 'HTTP/1.1',
        rawHeaders: ['Host', 'localhost', 'User-Agent', 'courser-warmup'],
        remoteAddress: self,
        attributes: undefined,
      },
      names,
      { text: self, address: '127.0.0.1', secure: false },
    )
    if (facts === undefined || !path.startsWith('/')) throw new RRError('RR_POOL_WARMUP_PATH', [path])
    return {
      encode: () => encodeRequest(codec.flag, codec.encode(facts, false, undefined), noBytes),
      judge({ context, codec: answered }) {
        const status = context.length === 0 ? 200 : decodeHead(context, answered).status
        return status >= 200 && status < 300 ? undefined : new RRError('RR_POOL_WARMUP_FAILED', [path, status])
      },
    }
  })
}
