import type { ConfigReader } from '../../../kernel/config-reader.ts'
import type { Logger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import { checkTlsFiles } from '../../../lib/tls-files.ts'
import type { HttpConfig } from '../config.ts'
import { hasSsl, sslPort } from './ssl.ts'

const noMethod = 'unable to run http service, no method has been specified (http, https, http/2 or FastCGI)'

/**
 * Checks that something is to be listened on and that what it needs is there. Raises the texts of spec 03 §1.1 and §2.2. ACME,
 * which this version has not, counts there, too, and is named in the log by `warnNotBuilt`.
 */
export async function checkListeners(config: HttpConfig, reader: ConfigReader): Promise<void> {
  const hasTls = reader.has('http.ssl.acme') || hasSsl(config.ssl)
  if (config.address === '' && !hasTls && config.fcgi.address === '') throw invalid(noMethod)
  if (config.address !== '' && !config.address.includes(':')) throw invalid('malformed http server address')
  if (!hasSsl(config.ssl)) return
  try {
    sslPort(config.ssl.address)
    await checkTlsFiles(config.ssl)
  } catch (cause) {
    throw invalid(cause)
  }
}

/** Names what is asked for and not done. Follows: spec 03 §2.5, #14 */
export function warnNotBuilt(config: HttpConfig, reader: ConfigReader, experimental: boolean, log: Logger): void {
  if (reader.has('http.ssl.acme')) {
    log.warn('certificates are not fetched: this version has no ACME (http.ssl.acme)')
  }
  if (experimental && reader.has('http.http3')) {
    log.warn('HTTP/3 is not served: this build has no QUIC; clients use HTTP/2 over TLS (http.http3)')
  }
  if (config.ssl?.redirect === true && !hasSsl(config.ssl)) {
    log.warn('redirect to HTTPS is asked for without HTTPS, it has no effect (http.ssl.key, http.ssl.cert)')
  }
}

/** Says what is listened on, once it is. */
export function logListeners(config: HttpConfig, log: Logger): void {
  if (config.address !== '') log.debug('http server was started', { address: config.address })
  if (config.fcgi.address !== '') log.debug('fcgi server was started', { address: config.fcgi.address })
  if (hasSsl(config.ssl)) log.debug('https server was started', { address: config.ssl.address })
}

function invalid(cause: unknown): OpError {
  return new OpError('http_plugin_init', undefined, new OpError('validation', undefined, cause))
}
