import type { ConfigReader } from '../../../kernel/config-reader.ts'
import type { Logger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import { checkRootCa, checkTlsFiles } from '../../../lib/tls-files.ts'
import { checkAcme } from '../acme/config.ts'
import type { HttpConfig } from '../config.ts'
import { hasSsl, type SslConfig, sslPort } from './ssl.ts'

const noMethod = 'unable to run http service, no method has been specified (http, https, http/2 or FastCGI)'

/**
 * Checks that something is to be listened on and that what it needs is there. Raises the texts of spec 03 §1.1 and §2.2.
 */
export async function checkListeners(config: HttpConfig): Promise<void> {
  if (config.address === '' && !hasSsl(config.ssl) && config.fcgi.address === '') throw invalid(noMethod)
  if (config.address !== '' && !config.address.includes(':')) throw invalid('malformed http server address')
  if (!hasSsl(config.ssl)) return
  try {
    sslPort(config.ssl.address)
    await checkFiles(config.ssl)
  } catch (cause) {
    throw invalid(cause)
  }
}

async function checkFiles(ssl: SslConfig): Promise<void> {
  if (ssl.acme === undefined) return await checkTlsFiles(ssl)
  checkAcme(ssl.acme)
  await checkRootCa(ssl)
}

/** Names what is asked for and not done. Follows: spec 03 §2.5, #14 */
export function warnNotBuilt(config: HttpConfig, reader: ConfigReader, experimental: boolean, log: Logger): void {
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
  if (hasSsl(config.ssl)) log.debug(startedText(config.ssl), { address: config.ssl.address })
}

function startedText(ssl: SslConfig): string {
  return ssl.acme === undefined ? 'https server was started' : 'https(acme) server was started'
}

function invalid(cause: unknown): OpError {
  return new OpError('http_plugin_init', undefined, new OpError('validation', undefined, cause))
}
