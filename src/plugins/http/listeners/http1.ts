import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { peerOf } from '../peer.ts'
import { Http1Writer } from '../response/http1-writer.ts'
import type { TimeoutSettings } from '../settings.ts'
import type { ExchangeHost } from './host.ts'

/** Largest block of request headers; more is 431. Go's limit, spec 03 §2.1. */
const maxHeaderBytes = 1024 * 1024

/** Options of Node's server: header block 1 MiB; head and body must arrive in time. */
export function http1Options(timeouts: TimeoutSettings): ServerOptions {
  return {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: shorter(timeouts.header, timeouts.read),
    requestTimeout: timeouts.read,
    keepAliveTimeout: timeouts.idle,
    keepAliveTimeoutBuffer: 0,
    connectionsCheckingInterval: checkInterval(timeouts),
    optimizeEmptyRequests: true,
    noDelay: true,
  }
}

/** Hands the requests of HTTP/1 to the host. A client that takes no bytes for `timeouts.write` is cut off. */
export function serveHttp1(server: Server, timeouts: TimeoutSettings, host: ExchangeHost): void {
  // Node drops headers beyond a count without a word; the size limit is enough.
  server.maxHeadersCount = 0
  server.timeout = timeouts.write
  server.on('timeout', (socket: Socket) => onTimeout(socket, timeouts))
  server.on('request', (req, res) => open(host, req, res, false))
  server.on('checkContinue', (req, res) => open(host, req, res, true))
  server.on('connect', (_req, socket: Socket) => endWith(socket, '501 Not Implemented'))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => onClientError(error, socket as Socket))
}

function open(host: ExchangeHost, req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): void {
  const peer = peerOf(req.socket)
  if (peer.closing) return
  const writer = new Http1Writer(host.responseNames, res, expectsContinue)
  const exchange = host.open(req, req, writer, peer)
  res.on('close', () => exchange.onClose())
  exchange.start()
}

/** Bytes that are no HTTP, a header block too large, or a client too slow. */
function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Nobody is left to answer; what ran on the connection hears of its end by itself.
  if (error.code === 'ECONNRESET') return void socket.destroy()
  const { last } = peerOf(socket)
  const status = statusOf(error)
  if (last === undefined || last.isOver) endWith(socket, status)
  else if (last.isReadingBody) last.onBadBody(Number.parseInt(status, 10), error.message)
  else last.closeAfter()
}

/** No byte went either way for a while. A client that waits for PHP is patient, not slow: its clock starts anew. */
function onTimeout(socket: Socket, timeouts: TimeoutSettings): void {
  const { last } = peerOf(socket)
  const waitsForPhp = last !== undefined && !last.isOver && socket.writableLength === 0
  if (waitsForPhp) socket.setTimeout(timeouts.write)
  else socket.destroy()
}

/** The status that Go answers to what is no request. */
function statusOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return '400 Bad Request'
}

/** Answers in raw bytes and closes: for a connection that has no response object. */
function endWith(socket: Socket, status: string): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`)
}

function shorter(header: number, read: number): number {
  if (header === 0 || read === 0) return header || read
  return Math.min(header, read)
}

/** Node looks for slow requests at intervals: a tenth of the shortest limit, within 0.1 and 30 s. */
function checkInterval(timeouts: TimeoutSettings): number {
  const limits = [timeouts.header, timeouts.read].filter((limit) => limit > 0)
  return Math.min(30_000, Math.max(100, Math.min(...limits) / 10))
}
