import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from '../../lib/log.ts'
import type { Pool } from '../../pool/contract.ts'
import { listenTargets } from './address.ts'
import { ChainedExchange } from './chained-exchange.ts'
import type { ExchangeHandler } from './contract.ts'
import { drain, trackConnections } from './drain.ts'
import type { ExchangeEnv } from './env.ts'
import { HttpExchange } from './exchange.ts'
import { HeaderNames } from './header-names.ts'
import { createListener, endWith, type ListenerHandler, listen } from './listener.ts'
import { type Peer, peerOf } from './peer.ts'
import { jsonContext } from './request/context-json.ts'
import { protoContext } from './request/context-proto.ts'
import type { DataPlaneSettings } from './settings.ts'

/** What a data plane is built from. */
export interface DataPlaneOptions {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  readonly pool: Pool
  /** The folded middleware; undefined: requests go straight to PHP. */
  readonly chain?: ExchangeHandler | undefined
}

/**
 * Everything that runs per request: listeners, middleware, the way to the pool and back. It knows plain settings, a pool and a
 * logger, nothing of the plugin around it, so that several can run in threads. Follows: design D7
 */
export class DataPlane implements ListenerHandler {
  readonly #env: ExchangeEnv
  readonly #chain: ExchangeHandler | undefined
  readonly #servers = new Map<Server, ReadonlySet<Socket>>()

  constructor({ settings, log, pool, chain }: DataPlaneOptions) {
    this.#chain = chain
    this.#env = {
      settings,
      log,
      pool,
      codec: settings.codec === 'json' ? jsonContext : protoContext(),
      requestNames: new HeaderNames(),
      responseNames: new HeaderNames(),
      open: 0,
      closing: false,
    }
  }

  /** Listens on every socket that the address stands for. */
  async start(): Promise<void> {
    for (const target of await listenTargets(this.#env.settings.address)) {
      const server = createListener(this.#env.settings.timeouts, this)
      this.#servers.set(server, trackConnections(server))
      await listen(server, target)
    }
  }

  /** Addresses that are listened on: for tests and for the log, where port 0 was asked for. */
  addresses(): ReadonlyArray<ReturnType<Server['address']>> {
    return [...this.#servers.keys()].map((server) => server.address())
  }

  /** Requests whose client still waits or reads. */
  get openRequests(): number {
    return this.#env.open
  }

  /**
   * Takes no new connections, lets what runs finish as long as `graceMs` lasts, then closes every connection. What is answered from now on
   * tells its client to close. Idempotent.
   */
  async stop(graceMs: number): Promise<void> {
    this.#env.closing = true
    await Promise.all([...this.#servers].map(([server, connections]) => drain(server, connections, graceMs)))
  }

  request(req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): void {
    const exchange = this.#open(req, res, peerOf(req.socket), expectsContinue)
    res.on('close', () => exchange.onClose())
    exchange.start()
  }

  clientError(error: NodeJS.ErrnoException, socket: Socket): void {
    // Nobody is left to answer; what ran on the connection hears of its end by itself.
    if (error.code === 'ECONNRESET') return void socket.destroy()
    const last = peerOf(socket).last
    const status = statusOf(error)
    if (last === undefined || last.isOver) endWith(socket, status)
    else if (last.isReadingBody) last.onBadBody(Number.parseInt(status, 10), error.message)
    else last.closeAfter()
  }

  /** A client that waits for PHP is patient, not slow: its clock starts anew. */
  timedOut(socket: Socket): void {
    const { last } = peerOf(socket)
    const waitsForPhp = last !== undefined && !last.isOver && socket.writableLength === 0
    if (waitsForPhp) socket.setTimeout(this.#env.settings.timeouts.write)
    else socket.destroy()
  }

  #open(req: IncomingMessage, res: ServerResponse, peer: Peer, expectsContinue: boolean): HttpExchange {
    if (this.#chain === undefined) return new HttpExchange(this.#env, req, res, peer, expectsContinue)
    return new ChainedExchange(this.#env, req, res, peer, expectsContinue, this.#chain)
  }
}

/** The status that Go answers to what is no request. */
function statusOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return '400 Bad Request'
}
