import type { Server } from 'node:net'
import type { Readable } from 'node:stream'
import type { Logger } from '../../lib/log.ts'
import type { Pool } from '../../pool/contract.ts'
import { ChainedExchange } from './chained-exchange.ts'
import { cgiContext } from './classic/params.ts'
import type { ExchangeHandler } from './contract.ts'
import type { Backend, ExchangeEnv } from './env.ts'
import { HttpExchange } from './exchange.ts'
import { HeaderNames } from './header-names.ts'
import type { ExchangeHost, OpenExchange } from './listeners/host.ts'
import { Listeners } from './listeners/open-listeners.ts'
import type { Incoming } from './message.ts'
import type { Peer } from './peer.ts'
import { jsonContext } from './request/context-json.ts'
import { protoContext } from './request/context-proto.ts'
import type { ResponseWriter } from './response/writer.ts'
import { type Route, RouteTable } from './routes/route-table.ts'
import type { DataPlaneSettings } from './settings.ts'
import { SlowLog } from './slow-log.ts'

/** What a data plane is built from. */
export interface DataPlaneOptions {
  readonly settings: DataPlaneSettings
  readonly log: Logger
  /** Of every request that no route takes. */
  readonly pool: Pool
  /** That pool's workers run scripts. */
  readonly runsScripts?: boolean
  /** Requests for other pools; absent: there are none. */
  readonly routes?: readonly Route<RoutedPool>[] | undefined
  /** The folded middleware; undefined: requests go straight to PHP. */
  readonly chain?: ExchangeHandler | undefined
}

/** A pool that some requests go to. */
export interface RoutedPool {
  readonly name: string
  readonly pool: Pool
  /** Its workers run scripts, and are told about requests as CGI does. */
  readonly runsScripts: boolean
}

/**
 * Everything that runs per request: listeners, middleware, the way to the pool and back. It knows plain settings, a pool and a
 * logger, nothing of the plugin around it, so that several can run in threads. Follows: design D7
 */
export class DataPlane implements ExchangeHost {
  readonly responseNames = new HeaderNames()
  readonly #env: ExchangeEnv
  readonly #slowLog: SlowLog | undefined
  readonly #chain: ExchangeHandler | undefined
  readonly #listeners: Listeners

  constructor({ settings, log, pool, runsScripts = false, routes = [], chain }: DataPlaneOptions) {
    this.#chain = chain
    const backend = backendOf({ name: 'http', pool, runsScripts }, settings, settings.debug)
    const { slowLog } = settings
    const pools = new Set([pool, ...routes.map(({ to }) => to.pool)])
    this.#slowLog = slowLog && new SlowLog(slowLog, log, pools)
    this.#env = {
      settings,
      log,
      backend,
      routes: routes.length === 0 ? undefined : routeTable(routes, backend, settings),
      requestNames: new HeaderNames(),
      slowLog: this.#slowLog,
      open: 0,
      closing: false,
    }
    this.#listeners = new Listeners(settings, this, log)
  }

  /** Listens on everything that the settings name. */
  start(): Promise<void> {
    return this.#listeners.open()
  }

  /** Reads the files of certificates again: they are also watched. */
  reloadCertificates(): Promise<void> {
    return this.#listeners.reloadCertificates()
  }

  /** Addresses that are listened on: for tests and for the log, where port 0 was asked for. */
  addresses(): ReadonlyArray<ReturnType<Server['address']>> {
    return this.#listeners.addresses()
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
    await this.#listeners.stop(graceMs)
    this.#slowLog?.stop()
  }

  open(head: Incoming, body: Readable, writer: ResponseWriter, peer: Peer): OpenExchange {
    if (this.#chain === undefined) return new HttpExchange(this.#env, head, body, writer, peer)
    return new ChainedExchange(this.#env, head, body, writer, peer, this.#chain)
  }
}

function routeTable(
  routes: readonly Route<RoutedPool>[],
  otherwise: Backend,
  settings: DataPlaneSettings,
): RouteTable<Backend> {
  const backends = new Map<Pool, Backend>([[otherwise.pool, otherwise]])
  const found = (to: RoutedPool): Backend => {
    const backend = backends.get(to.pool) ?? backendOf(to, settings, to.pool.debug)
    backends.set(to.pool, backend)
    return backend
  }
  return new RouteTable(
    routes.map(({ match, to }) => ({ match, to: found(to) })),
    otherwise,
  )
}

function backendOf({ name, pool, runsScripts }: RoutedPool, { codec }: DataPlaneSettings, debug: boolean): Backend {
  if (runsScripts) return { name, pool, codec: cgiContext, runsScripts, debug }
  return { name, pool, codec: codec === 'json' ? jsonContext : protoContext(), runsScripts, debug }
}
