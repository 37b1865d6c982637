import type { ConfigReader } from '../../../kernel/config-reader.ts'
import type { Logger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import { checkTlsFiles } from '../../../lib/tls-files.ts'
import type { HttpConfig } from '../config.ts'
import { hasSsl, sslPort } from './ssl.ts'

const noMethod = 'unable to run http service, no method has been specified (http, https, http/2 or FastCGI)'

/**
 * Checks that something is to be listened on and that what it needs is there. Raises the texts of spec 03 §1.1 and §2.2; listeners that
 * this version has not yet count there, too, and are named in the log by `warnNotBuilt`.
 */
export async function checkListeners(config: HttpConfig, reader: ConfigReader): Promise<void> {
  const hasTls = reader.has('http.ssl.acme') || hasSsl(config.ssl)
  if (config.address === '' && !hasTls && !hasText(reader, 'http.fcgi.address')) throw invalid(noMethod)
  if (config.address !== '' && !config.address.includes(':')) throw invalid('malformed http server address')
  if (!hasSsl(config.ssl)) return
  try {
    sslPort(config.ssl.address)
    await checkTlsFiles(config.ssl)
  } catch (cause) {
    throw invalid(cause)
  }
}

/** Names the sections that are there and do nothing in this version. */
export function warnNotBuilt(reader: ConfigReader, experimental: boolean, log: Logger): void {
  const sections = ['ssl.acme', 'fcgi', ...(experimental ? ['http3'] : [])]
  for (const section of sections) {
    if (reader.has(`http.${section}`)) {
      log.warn('section of RoadRunner that this version does not have yet, it has no effect', {
        section: `http.${section}`,
      })
    }
  }
  if (reader.get('http.ssl.redirect') === true && !hasText(reader, 'http.ssl.key')) {
    log.warn('redirect to HTTPS is asked for without HTTPS, it has no effect (http.ssl.key, http.ssl.cert)')
  }
}

/** Says what is listened on, once it is. */
export function logListeners(config: HttpConfig, log: Logger): void {
  if (config.address !== '') log.debug('http server was started', { address: config.address })
  if (hasSsl(config.ssl)) log.debug('https server was started', { address: config.ssl.address })
}

function hasText(reader: ConfigReader, path: string): boolean {
  const value = reader.get(path)
  return value !== undefined && value !== null && value !== ''
}

function invalid(cause: unknown): OpError {
  return new OpError('http_plugin_init', undefined, new OpError('validation', undefined, cause))
}
