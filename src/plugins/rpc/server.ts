import { once } from 'node:events'
import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import type { Logger } from '../../lib/log.ts'
import { listenOn } from '../../os/listen.ts'
import { RpcConnection } from './connection.ts'
import type { RpcDispatcher } from './dispatcher.ts'

/** Serves RPC on one address. Follows: spec 02 §4.1. */
export class RpcServer {
  readonly #dispatcher: RpcDispatcher
  readonly #log: Logger
  readonly #connections = new Map<Socket, RpcConnection>()
  #server: Server | undefined

  constructor(dispatcher: RpcDispatcher, log: Logger) {
    this.#dispatcher = dispatcher
    this.#log = log
  }

  /** Resolves when connections are accepted. */
  async listen(address: string): Promise<void> {
    // A client may end its side and still wait for answers.
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket))
    await listenOn(server, address)
    server.on('error', (error) => this.#log.error('failed to accept the connection', { error }))
    this.#server = server
  }

  /** The port, when listening on TCP. */
  get port(): number | undefined {
    const address = this.#server?.address()
    return typeof address === 'object' ? address?.port : undefined
  }

  /** Accepts nothing more, answers what runs, at most `graceMs` long, and closes every connection. */
  async close(graceMs: number): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const closed = once(server, 'close')
    server.close()
    for (const connection of this.#connections.values()) connection.end()
    const deadline = setTimeout(() => this.#destroyAll(), graceMs)
    await closed
    clearTimeout(deadline)
  }

  #accept(socket: Socket): void {
    this.#connections.set(socket, new RpcConnection(socket, this.#dispatcher))
    socket.on('close', () => this.#connections.delete(socket))
  }

  #destroyAll(): void {
    for (const socket of this.#connections.keys()) socket.destroy()
  }
}
