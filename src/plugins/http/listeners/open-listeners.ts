import type { AddressInfo } from 'node:net'
import type { Logger } from '../../../lib/log.ts'
import { clientAuthOf } from '../../../lib/tls-config.ts'
import { type AcmeConfig, acmeFolder, challengeTypeOf } from '../acme/config.ts'
import type { DataPlaneSettings } from '../settings.ts'
import { listenTargets } from './address.ts'
import { Certificates } from './certificates.ts'
import { FcgiListener } from './fcgi-listener.ts'
import type { ExchangeHost } from './host.ts'
import { type Challenges, HttpListener, type HttpListenerOptions } from './http-listener.ts'
import { redirectToHttps } from './redirect.ts'
import type { SslConfig } from './ssl.ts'

/** Everything that a data plane listens on. */
export class Listeners {
  readonly #settings: DataPlaneSettings
  readonly #host: ExchangeHost
  readonly #log: Logger
  readonly #all: (HttpListener | FcgiListener)[] = []
  #certificates: Certificates | undefined

  constructor(settings: DataPlaneSettings, host: ExchangeHost, log: Logger) {
    this.#settings = settings
    this.#host = host
    this.#log = log
  }

  /** Listens on every socket that the addresses stand for. Whatever is open when it fails is closed by `stop`. */
  async open(): Promise<void> {
    const { address, ssl, fcgi = '' } = this.#settings
    const sslPort = ssl === undefined ? undefined : await this.#openSecure(ssl)
    if (address !== '') await this.#openPlain(address, ssl?.redirect === true ? sslPort : undefined)
    if (fcgi !== '') await this.#openFcgi(fcgi)
  }

  addresses(): ReadonlyArray<ReturnType<HttpListener['address']>> {
    return this.#all.map((listener) => listener.address())
  }

  /** Reads the certificate's files again. */
  async reloadCertificates(): Promise<void> {
    await this.#certificates?.reload()
  }

  /** See `HttpListener.stop`. */
  async stop(graceMs: number): Promise<void> {
    this.#certificates?.close()
    await Promise.all(this.#all.map((listener) => listener.stop(graceMs)))
  }

  async #openPlain(address: string, redirectPort: number | undefined): Promise<void> {
    for (const target of await listenTargets(address)) {
      const listener =
        redirectPort === undefined
          ? HttpListener.plain(this.#options())
          : HttpListener.answering(this.#options(), (server) => redirectToHttps(server, redirectPort))
      this.#all.push(listener)
      await listener.listen(target, 'http.address')
    }
  }

  async #openFcgi(address: string): Promise<void> {
    for (const target of await listenTargets(address)) {
      const listener = new FcgiListener(this.#host)
      this.#all.push(listener)
      await listener.listen(target, 'http.fcgi.address')
    }
  }

  #options(): HttpListenerOptions {
    const { timeouts, http2, ssl } = this.#settings
    return { timeouts, http2, host: this.#host, challenges: ssl?.acme && challengesOf(ssl.acme) }
  }

  /** Gives the port that it got. */
  async #openSecure(ssl: SslConfig): Promise<number> {
    const certificates = new Certificates(ssl, 'http.ssl', this.#log, ssl.acme !== undefined)
    this.#certificates = certificates
    const options = await certificates.open()
    const tls = { options, clientAuth: clientAuthOf(ssl), log: this.#log }
    let port = 0
    for (const target of await listenTargets(ssl.address)) {
      const listener = HttpListener.secure(this.#options(), tls, (server) => certificates.add(server))
      this.#all.push(listener)
      await listener.listen(target, 'http.ssl.address')
      port = (listener.address() as Partial<AddressInfo>).port ?? port
    }
    return port
  }
}

function challengesOf(acme: AcmeConfig): Challenges {
  return { type: challengeTypeOf(acme), folder: acmeFolder(acme) }
}
