import { once } from 'node:events'
import { stat, unlink } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RRError } from '../../lib/errors.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import type { ListenTarget } from './address.ts'
import type { TimeoutSettings } from './settings.ts'

/** Largest block of request headers; more is 431. Go's limit, spec 03 §2.1. */
const maxHeaderBytes = 1024 * 1024

/** What arrives on a listener. */
export interface ListenerHandler {
  request(req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): void
  /** Bytes that are no HTTP, a header block too large, or a client too slow. */
  clientError(error: NodeJS.ErrnoException, socket: Socket): void
  /** No byte went either way for the write timeout, or between requests for the idle timeout. */
  timedOut(socket: Socket): void
}

/**
 * A server for HTTP/1.1, not listening yet. Limits: header block 1 MiB; head and body must arrive in time; a client that takes no
 * bytes for `write` is cut off.
 */
export function createListener(timeouts: TimeoutSettings, handler: ListenerHandler): Server {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: shorter(timeouts.header, timeouts.read),
    requestTimeout: timeouts.read,
    keepAliveTimeout: timeouts.idle,
    keepAliveTimeoutBuffer: 0,
    connectionsCheckingInterval: checkInterval(timeouts),
    optimizeEmptyRequests: true,
    noDelay: true,
  })
  // Node drops headers beyond a count without a word; the size limit is enough.
  server.maxHeadersCount = 0
  server.timeout = timeouts.write
  server.on('timeout', (socket: Socket) => handler.timedOut(socket))
  server.on('request', (req, res) => handler.request(req, res, false))
  server.on('checkContinue', (req, res) => handler.request(req, res, true))
  server.on('connect', (_req, socket: Socket) => endWith(socket, '501 Not Implemented'))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => handler.clientError(error, socket as Socket))
  return server
}

/** Starts to listen; raises RR_HTTP_LISTEN_FAILED. A socket file left over by an earlier run is removed first. */
export async function listen(server: Server, target: ListenTarget): Promise<void> {
  if ('path' in target) await removeSocketFile(target.path)
  const listening = once(server, 'listening')
  server.listen('path' in target ? { path: target.path } : { ...target, reusePort: true })
  try {
    await listening
  } catch (cause) {
    throw new RRError('RR_HTTP_LISTEN_FAILED', [targetText(target), systemErrorText(cause)], { cause })
  }
}

/** Answers in raw bytes and closes: for a connection that has no response object. */
export function endWith(socket: Socket, status: string): void {
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

function targetText(target: ListenTarget): string {
  if ('path' in target) return `unix://${target.path}`
  return target.host.includes(':') ? `[${target.host}]:${target.port}` : `${target.host}:${target.port}`
}

async function removeSocketFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isDirectory()) await unlink(path)
}
