import type { ConfigReader } from '../../../kernel/config-reader.ts'
import type { Logger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import type { HttpConfig } from '../config.ts'

const noMethod = 'unable to run http service, no method has been specified (http, https, http/2 or FastCGI)'

/**
 * Checks that something is to be listened on. Raises the texts of spec 03 §1.1; listeners that this version has not yet count
 * there, too, and are named in the log by `warnNotBuilt`.
 */
export function checkListeners(config: HttpConfig, reader: ConfigReader): void {
  if (config.address === '' && !hasTls(reader) && !hasText(reader, 'http.fcgi.address')) throw invalid(noMethod)
  if (config.address !== '' && !config.address.includes(':')) throw invalid('malformed http server address')
}

/** Names the sections that are there and do nothing in this version. */
export function warnNotBuilt(reader: ConfigReader, experimental: boolean, log: Logger): void {
  const sections = ['ssl', 'http2', 'fcgi', ...(experimental ? ['http3'] : [])]
  for (const section of sections) {
    if (reader.has(`http.${section}`)) {
      log.warn('section of RoadRunner that this version does not have yet, it has no effect', {
        section: `http.${section}`,
      })
    }
  }
}

function hasTls(reader: ConfigReader): boolean {
  return reader.has('http.ssl.acme') || (hasText(reader, 'http.ssl.key') && hasText(reader, 'http.ssl.cert'))
}

function hasText(reader: ConfigReader, path: string): boolean {
  const value = reader.get(path)
  return value !== undefined && value !== null && value !== ''
}

function invalid(text: string): OpError {
  return new OpError('http_plugin_init', undefined, new OpError('validation', undefined, text))
}
