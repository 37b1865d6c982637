import type { HttpConfig } from '../config.ts'
import { type Http2Config, http2Config } from './http2-config.ts'
import { hasSsl, type SslConfig, withCertificatePaths } from './ssl.ts'

/** What is listened on beside plain HTTP: plain values. */
export interface ListenerSettings {
  /** HTTPS; absent: none. */
  readonly ssl?: SslConfig | undefined
  readonly http2: Http2Config
  /** Where FastCGI is spoken; absent or empty: nowhere. */
  readonly fcgi?: string
}

/** The listeners that a configuration asks for. */
export function listenerSettings(config: HttpConfig): ListenerSettings {
  return {
    ssl: hasSsl(config.ssl) ? withCertificatePaths(config.ssl) : undefined,
    http2: config.http2 ?? http2Config.parse({}),
    fcgi: config.fcgi.address,
  }
}
