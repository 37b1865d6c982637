import {
  constants,
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Peer, peerOf } from '../peer.ts'
import { HeldBuffers } from '../response/http2-held.ts'
import { Http2Writer } from '../response/http2-writer.ts'
import type { TimeoutSettings } from '../settings.ts'
import type { ExchangeHost } from './host.ts'
import { defaultStreams, type Http2Config } from './http2-config.ts'
import { Http2Head } from './http2-head.ts'

/** How much of a body a client may send ahead of our reading: Go's figure. */
const windowBytes = 1024 * 1024

/** A client learns that the server stops this long before it takes no more requests of it. */
const noticeMs = 1000

/** Largest id of a stream: none is refused yet. */
const lastStreamId = 2 ** 31 - 1

/** What the requests of one connection share. */
interface Http2Connection {
  readonly peer: Peer
  readonly held: HeldBuffers
}

/** The connections that speak HTTP/2. Uses Node's streams, whose requests cost half of those of its compatibility layer. */
export class Http2Sessions {
  readonly #host: ExchangeHost
  readonly #timeouts: TimeoutSettings
  readonly #options: ServerOptions
  readonly #sessions = new Set<ServerHttp2Session>()
  #stopping = false

  constructor(config: Http2Config, timeouts: TimeoutSettings, host: ExchangeHost) {
    this.#host = host
    this.#timeouts = timeouts
    this.#options = sessionOptions(config)
  }

  /** Serves a connection from its first byte on. */
  accept(socket: Socket): void {
    const session = performServerHandshake(socket, this.#options) as ServerHttp2Session
    const connection = { peer: peerOf(socket), held: new HeldBuffers(session) }
    this.#sessions.add(session)
    session.on('close', () => this.#sessions.delete(session))
    // What a client does wrong ends its connection; nobody else needs to know.
    session.on('error', () => {})
    session.on('stream', (stream, headers, flags, raw) => {
      this.#open(
        stream,
        headers,
        (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0,
        raw as unknown as string[],
        connection,
      )
    })
    session.setLocalWindowSize(windowBytes)
    if (this.#timeouts.idle > 0) session.setTimeout(this.#timeouts.idle, () => session.close())
    if (this.#stopping) session.goaway(constants.NGHTTP2_NO_ERROR, lastStreamId)
  }

  /** Tells clients to send no more, gives what is on its way a second to arrive, lets what runs finish for up to `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    const deadline = performance.now() + graceMs
    for (const session of this.#sessions) session.goaway(constants.NGHTTP2_NO_ERROR, lastStreamId)
    await this.#pause(Math.min(noticeMs, graceMs))
    for (const session of this.#sessions) session.close()
    await this.#pause(deadline - performance.now())
    for (const session of this.#sessions) session.destroy()
  }

  #open(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    hasBody: boolean,
    raw: string[],
    { peer, held }: Http2Connection,
  ): void {
    // A stream that breaks says so by its close.
    stream.on('error', () => {})
    if (headers[':path'] === undefined) {
      stream.respond({ ':status': 501 }, { endStream: true })
      return
    }
    const head = new Http2Head(headers, raw, hasBody)
    const expectsContinue = hasBody && /^100-continue$/i.test(headers.expect ?? '')
    const isHead = head.method === 'HEAD'
    const writer = new Http2Writer(this.#host.responseNames, stream, {
      isHead,
      expectsContinue,
      writeMs: this.#timeouts.write,
      held,
    })
    const exchange = this.#host.open(head, stream, writer, peer)
    let open = true
    const close = (): void => {
      if (open) exchange.onClose()
      open = false
    }
    // Node ends the body of a stream that was reset as if it were whole: the exchange must hear of the reset first.
    stream.once('end', () => {
      if (stream.closed) close()
    })
    stream.once('close', close)
    if (hasBody) this.#limitBody(stream)
    exchange.start()
  }

  /** The whole body must arrive in time. */
  #limitBody(stream: ServerHttp2Stream): void {
    const { read } = this.#timeouts
    if (read === 0) return
    const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), read)
    stream.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  }

  /** Waits, but not for sessions that are gone. */
  async #pause(ms: number): Promise<void> {
    const deadline = performance.now() + ms
    while (this.#sessions.size > 0 && performance.now() < deadline) await sleep(Math.min(25, ms))
  }
}

/** Limits of one connection. Node's library counts what a client makes it answer or forget, and ends it beyond. */
function sessionOptions(config: Http2Config): ServerOptions {
  return {
    maxSettings: 32,
    maxOutstandingPings: 10,
    maxSessionInvalidFrames: 100,
    maxSessionRejectedStreams: 100,
    maxHeaderListPairs: 1000,
    maxSessionMemory: 64,
    streamResetBurst: config.max_resets,
    streamResetRate: 33,
    strictSingleValueFields: false,
    settings: {
      maxConcurrentStreams: config.max_concurrent_streams || defaultStreams,
      maxHeaderListSize: config.max_header_size,
      initialWindowSize: windowBytes,
      enablePush: false,
    },
  } as ServerOptions
}
