import type { z } from 'zod'
import { OpError } from '../../../lib/op-error.ts'
import { bool, section, text } from '../../../lib/scalars.ts'
import { tlsFields } from '../../../lib/tls-config.ts'
import { isInherited } from '../../../os/inherited-sockets.ts'
import { certificatePathIn } from '../acme/acme-files.ts'
import { acmeConfig, acmeFolder } from '../acme/config.ts'

/** Where HTTPS listens when no address is given: RoadRunner's code, not its documentation. */
const defaultAddress = '127.0.0.1:443'

/** The `http.ssl` section. Follows: spec 03 §2.2 */
export const sslConfig = section({
  address: text().default(defaultAddress).describe('Where HTTPS listens: host:port, :port or [v6]:port'),
  redirect: bool().default(false).describe('Answer plain HTTP with a redirect to HTTPS, which browsers then remember'),
  ...tlsFields,
  acme: acmeConfig.optional(),
}).describe('HTTPS')

export type SslConfig = z.infer<typeof sslConfig>

/** The port in the address of HTTPS; 0 for a socket that is inherited. Raises RoadRunner's texts. Follows: spec 03 #8, #9, #10 */
export function sslPort(address: string): number {
  if (isInherited(address)) return 0
  const [, port] = /^(?:\[[^\]]+\]|[^:[\]]*):([^:]*)$/.exec(address) ?? []
  if (port === undefined) {
    throw new Error(`unknown format, accepted format is [:<port> or <host>:<port>], provided: ${address}`)
  }
  if (!/^[+-]?\d+$/.test(port)) {
    throw new OpError('ssl_valid', undefined, `strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`)
  }
  const number = Number(port)
  if (number < 0 || number > 65_535)
    throw new Error(`port ${port} is out of range, wanted 0 to 65535 (http.ssl.address)`)
  return number
}

/** HTTPS is asked for: a key and a certificate are named, or to be fetched. */
export function hasSsl(ssl: SslConfig | undefined): ssl is SslConfig {
  return ssl !== undefined && (ssl.acme !== undefined || (ssl.key !== '' && ssl.cert !== ''))
}

/** The section with the files that count: where certificates are fetched, those are in its cache. */
export function withCertificatePaths(ssl: SslConfig): SslConfig {
  if (ssl.acme === undefined) return ssl
  const path = certificatePathIn(acmeFolder(ssl.acme))
  return { ...ssl, key: path, cert: path }
}
