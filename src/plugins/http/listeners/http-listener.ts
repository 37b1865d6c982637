import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { drain, trackConnections } from '../drain.ts'
import type { TimeoutSettings } from '../settings.ts'
import type { ListenTarget } from './address.ts'
import type { ExchangeHost } from './host.ts'
import { http1Options, serveHttp1 } from './http1.ts'
import { listen } from './listen.ts'

/** One socket that speaks HTTP. */
export class HttpListener {
  readonly #server: Server
  readonly #connections: ReadonlySet<Socket>

  constructor(timeouts: TimeoutSettings, host: ExchangeHost) {
    this.#server = createServer(http1Options(timeouts))
    this.#connections = trackConnections(this.#server)
    serveHttp1(this.#server, timeouts, host)
  }

  /** Raises RR_HTTP_LISTEN_FAILED. */
  listen(target: ListenTarget): Promise<void> {
    return listen(this.#server, target)
  }

  /** Where it listens: for tests, and for the log when port 0 was asked for. */
  address(): ReturnType<Server['address']> {
    return this.#server.address()
  }

  /** Takes no new connections, lets what runs finish for up to `graceMs`, then closes every connection. */
  stop(graceMs: number): Promise<void> {
    return drain(this.#server, this.#connections, graceMs)
  }
}
