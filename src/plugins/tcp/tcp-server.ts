import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { listenOn } from '../../os/listen.ts'
import { TcpConnection, type TcpServerSettings } from './connection.ts'

/** Connections of all servers by their uuid. */
export type Connections = Map<string, TcpConnection>

/** One listener of the `tcp` section. */
export class TcpServer {
  readonly #settings: TcpServerSettings
  readonly #connections: Connections
  readonly #server: Server

  constructor(settings: TcpServerSettings, connections: Connections) {
    this.#settings = settings
    this.#connections = connections
    // Half-open: a client may end its side and still wait for its answer. Paused: nothing is read before the worker has its event.
    const options = { allowHalfOpen: true, pauseOnConnect: true, noDelay: true }
    this.#server = createServer(options, (socket) => this.#accept(socket))
  }

  /** Resolves when connections are accepted. */
  async listen(address: string): Promise<void> {
    await listenOn(this.#server, address)
    this.#server.on('error', (error) => this.#settings.log.warn('failed to accept the connection', { error }))
  }

  /** The port, when listening on TCP. */
  get port(): number | undefined {
    const address = this.#server.address()
    return typeof address === 'object' ? address?.port : undefined
  }

  /** Accepts nothing more; resolves when its connections are closed. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  #accept(socket: Socket): void {
    const connection = new TcpConnection(socket, this.#settings, () => this.#connections.delete(connection.uuid))
    this.#connections.set(connection.uuid, connection)
    connection.start()
  }
}
