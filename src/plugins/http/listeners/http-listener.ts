import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import type { Logger } from '../../../lib/log.ts'
import type { ClientAuthType } from '../../../lib/tls-config.ts'
import { drain, trackConnections } from '../drain.ts'
import type { TimeoutSettings } from '../settings.ts'
import type { ListenTarget } from './address.ts'
import type { ExchangeHost } from './host.ts'
import { http1Options, serveHttp1 } from './http1.ts'
import { listen } from './listen.ts'
import { guardTls, handshakeMs } from './tls-front.ts'

/** The encryption of a listener. */
export interface ListenerTls {
  readonly options: TlsOptions
  readonly clientAuth: ClientAuthType
}

/** One socket that speaks HTTP. */
export class HttpListener {
  readonly server: Server
  readonly #connections: ReadonlySet<Socket>

  private constructor(server: Server) {
    this.server = server
    this.#connections = trackConnections(server)
  }

  /** A listener of plain HTTP. */
  static plain(timeouts: TimeoutSettings, host: ExchangeHost): HttpListener {
    const server = createServer(http1Options(timeouts))
    serveHttp1(server, timeouts, host)
    return new HttpListener(server)
  }

  /** A listener of HTTPS. */
  static secure(timeouts: TimeoutSettings, tls: ListenerTls, host: ExchangeHost, log: Logger): HttpListener {
    const server = createTlsServer({
      ...http1Options(timeouts),
      ...tls.options,
      handshakeTimeout: Math.min(timeouts.header || handshakeMs, handshakeMs),
    })
    serveHttp1(server, timeouts, host)
    guardTls(server, tls.clientAuth, log)
    return new HttpListener(server)
  }

  /** A listener whose requests another function answers. */
  static answering(timeouts: TimeoutSettings, answer: (server: Server) => void): HttpListener {
    const server = createServer(http1Options(timeouts))
    answer(server)
    return new HttpListener(server)
  }

  /** Raises RR_HTTP_LISTEN_FAILED. `setting` is where the address is configured. */
  listen(target: ListenTarget, setting: string): Promise<void> {
    return listen(this.server, target, setting)
  }

  /** Where it listens: for tests, and for the log when port 0 was asked for. */
  address(): ReturnType<Server['address']> {
    return this.server.address()
  }

  /** Takes no new connections, lets what runs finish for up to `graceMs`, then closes every connection. */
  stop(graceMs: number): Promise<void> {
    return drain(this.server, this.#connections, graceMs)
  }
}
