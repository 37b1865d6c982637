import type { SecureContextOptions } from 'node:tls'
import { watchFiles } from '../../../lib/file-watch.ts'
import type { Logger } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import type { TlsConfig } from '../../../lib/tls-config.ts'
import { readTlsFiles, type TlsFiles, validityFault } from '../../../lib/tls-files.ts'
import { tlsServerOptions } from '../../../lib/tls-server.ts'

/** A server that can be given another certificate. */
export interface CertificateUser {
  setSecureContext(options: SecureContextOptions): void
}

/** The certificate of one section, and the servers that show it. Connections that are open keep the one they began with. */
export class Certificates {
  readonly #tls: TlsConfig
  readonly #section: string
  readonly #log: Logger
  readonly #servers: CertificateUser[] = []
  readonly #mayLack: boolean
  #files: TlsFiles | undefined
  #stopWatching: (() => void) | undefined

  /** `section` is where the files are configured: for messages. `mayLack`: they come later, and handshakes fail until then. */
  constructor(tls: TlsConfig, section: string, log: Logger, mayLack = false) {
    this.#mayLack = mayLack
    this.#tls = tls
    this.#section = section
    this.#log = log
  }

  /** Reads the files for the first time, and looks at them from now on. Raises RR_TLS_* errors. */
  async open(): Promise<SecureContextOptions> {
    const options = this.#mayLack ? await this.#readIfThere() : await this.#read()
    const { key, cert, root_ca: rootCa, reload_interval: interval } = this.#tls
    const paths = [key, cert, rootCa].filter((path) => path !== '')
    if (interval > 0) this.#stopWatching = watchFiles(paths, interval, () => void this.reload())
    return options
  }

  /** A server that is to show what comes later, too. */
  add(server: CertificateUser): void {
    this.#servers.push(server)
  }

  /** Reads the files again. Files that are no good, as in the middle of a change, are logged and leave everything as it is. */
  async reload(): Promise<void> {
    const before = this.#files
    try {
      const options = await this.#read()
      if (before !== undefined && this.#files !== undefined && same(before, this.#files)) return
      for (const server of this.#servers) server.setSecureContext(options)
      this.#log.info('certificate was reloaded', { cert: this.#tls.cert, valid_to: this.#files?.validTo.toISOString() })
    } catch (error) {
      this.#files = before
      this.#log.error('certificate was not reloaded, the one before stays', { error: errorText(error) })
    }
  }

  close(): void {
    this.#stopWatching?.()
  }

  async #readIfThere(): Promise<SecureContextOptions> {
    try {
      return await this.#read()
    } catch (error) {
      this.#log.warn('there is no certificate yet, HTTPS is refused until it comes', { error: errorText(error) })
      return tlsServerOptions(this.#tls, undefined)
    }
  }

  async #read(): Promise<SecureContextOptions> {
    const files = await readTlsFiles(this.#tls, this.#section)
    this.#files = files
    const fault = validityFault(files)
    if (fault !== undefined) this.#log.warn('certificate is not valid now', { cert: this.#tls.cert, reason: fault })
    return tlsServerOptions(this.#tls, files)
  }
}

function same(a: TlsFiles, b: TlsFiles): boolean {
  return a.key.equals(b.key) && a.cert.equals(b.cert) && a.rootCa.join('') === b.rootCa.join('')
}
