import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import type { Logger } from '../../../lib/log.ts'
import type { ClientAuthType } from '../../../lib/tls-config.ts'
import { alpnChallengeServer, divertAlpnChallenges } from '../acme/alpn-challenge.ts'
import type { ChallengeType } from '../acme/config.ts'
import { answerHttpChallenges } from '../acme/http-challenge.ts'
import { drain, trackConnections } from '../drain.ts'
import type { TimeoutSettings } from '../settings.ts'
import type { ListenTarget } from './address.ts'
import { acceptH2c } from './h2c.ts'
import type { ExchangeHost } from './host.ts'
import { http1Options, serveHttp1 } from './http1.ts'
import { Http2Sessions } from './http2.ts'
import type { Http2Config } from './http2-config.ts'
import { listen } from './listen.ts'
import { guardTls, handshakeMs } from './tls-front.ts'

/** What every listener of HTTP runs by. */
export interface HttpListenerOptions {
  readonly timeouts: TimeoutSettings
  readonly http2: Http2Config
  readonly host: ExchangeHost
  /** What an authority asks is answered here, too. */
  readonly challenges?: Challenges | undefined
}

/** Questions of an authority that issues certificates, and where the answers lie. */
export interface Challenges {
  readonly type: ChallengeType
  readonly folder: string
}

/** The encryption of a listener. */
export interface ListenerTls {
  readonly options: TlsOptions
  readonly clientAuth: ClientAuthType
  readonly log: Logger
}

/** One socket that speaks HTTP. */
export class HttpListener {
  readonly #server: Server
  readonly #sessions: Http2Sessions | undefined
  readonly #connections: ReadonlySet<Socket>
  #inherited = false

  private constructor(server: Server, sessions: Http2Sessions | undefined) {
    this.#server = server
    this.#sessions = sessions
    this.#connections = trackConnections(server)
  }

  /** Plain HTTP/1, and HTTP/2 to clients that begin with it where `h2c` is set. */
  static plain({ timeouts, http2, host, challenges }: HttpListenerOptions): HttpListener {
    const server = createServer(http1Options(timeouts))
    serveHttp1(server, timeouts, host)
    if (challenges?.type === 'http-01') answerHttpChallenges(server, challenges.folder)
    if (!http2.h2c) return new HttpListener(server, undefined)
    const sessions = new Http2Sessions(http2, timeouts, host)
    acceptH2c(server, sessions, timeouts.header)
    return new HttpListener(server, sessions)
  }

  /** HTTPS: HTTP/2 with clients that know it. `created` gets the server, whose certificate may change. */
  static secure(options: HttpListenerOptions, tls: ListenerTls, created: (server: TlsServer) => void): HttpListener {
    const { timeouts, http2, host, challenges } = options
    const handshakeTimeout = Math.min(timeouts.header || handshakeMs, handshakeMs)
    const server = createTlsServer({
      ...http1Options(timeouts),
      ...tls.options,
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout,
    })
    const sessions = new Http2Sessions(http2, timeouts, host)
    serveHttp1(server, timeouts, host)
    guardTls(server, tls.clientAuth, sessions, tls.log)
    if (challenges?.type === 'tls-alpn-01') {
      divertAlpnChallenges(server, alpnChallengeServer(challenges.folder), handshakeTimeout)
    }
    created(server)
    return new HttpListener(server, sessions)
  }

  /** A listener whose requests another function answers. */
  static answering({ timeouts, challenges }: HttpListenerOptions, answer: (server: Server) => void): HttpListener {
    const server = createServer(http1Options(timeouts))
    answer(server)
    if (challenges?.type === 'http-01') answerHttpChallenges(server, challenges.folder)
    return new HttpListener(server, undefined)
  }

  /** Raises RR_HTTP_LISTEN_FAILED. `setting` is where the address is configured. */
  listen(target: ListenTarget, setting: string): Promise<void> {
    this.#inherited = 'fd' in target
    return listen(this.#server, target, setting)
  }

  /** Where it listens: for tests, and for the log when port 0 was asked for. */
  address(): ReturnType<Server['address']> {
    return this.#server.address()
  }

  /** Takes no new connections, lets what runs finish for up to `graceMs`, then closes every connection. */
  async stop(graceMs: number): Promise<void> {
    await Promise.all([drain(this.#server, this.#connections, graceMs, this.#inherited), this.#sessions?.stop(graceMs)])
  }
}
