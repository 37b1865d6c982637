import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ListenTarget } from './address.ts'
import { FcgiConnection } from './fcgi-connection.ts'
import type { ExchangeHost } from './host.ts'
import { listen } from './listen.ts'

/** One socket that speaks FastCGI to front servers, in the role of a responder. */
export class FcgiListener {
  readonly #server: Server
  readonly #connections = new Set<FcgiConnection>()

  constructor(host: ExchangeHost) {
    this.#server = createServer({ noDelay: true }, (socket) => {
      const connection = new FcgiConnection(socket, host)
      this.#connections.add(connection)
      socket.on('close', () => this.#connections.delete(connection))
    })
  }

  /** Raises RR_HTTP_LISTEN_FAILED. */
  listen(target: ListenTarget, setting: string): Promise<void> {
    return listen(this.#server, target, setting)
  }

  address(): ReturnType<Server['address']> {
    return this.#server.address()
  }

  /** Takes no new connections, lets what runs finish for up to `graceMs`, then closes every connection. */
  async stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const connection of this.#connections) connection.closeWhenIdle()
    const cut = new AbortController()
    const deadline = sleep(graceMs, undefined, { signal: cut.signal }).then(
      () => {
        for (const connection of this.#connections) connection.destroy()
      },
      () => {},
    )
    await closed
    cut.abort()
    await deadline
  }
}
