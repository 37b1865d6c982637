import { once } from 'node:events'
import { stat, unlink } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { ListenOptions } from 'node:net'

/** Limits of a control server, milliseconds. */
export interface ControlServerOptions {
  /** How long a request may take to arrive, and an answer to leave. */
  readonly requestTimeoutMs: number
  readonly idleTimeoutMs: number
}

/** A small HTTP listener beside the one for users: health, metrics, files. */
export interface ControlServer {
  /** The port, when listening on TCP. */
  readonly port: number | undefined
  /** Takes no new connections; what runs is finished, at most `graceMs` long. */
  close(graceMs: number): Promise<void>
}

const maxHeaderBytes = 64 * 1024

/**
 * Listens on `host:port`, `:port` (every address of the machine), `tcp://…` or `unix://path`. Raises the error of the system; a socket
 * file left over by an earlier run is removed first.
 */
export async function openControlServer(
  address: string,
  handler: RequestListener,
  options: ControlServerOptions,
): Promise<ControlServer> {
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: options.requestTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      keepAliveTimeout: options.idleTimeoutMs,
      noDelay: true,
    },
    handler,
  )
  server.timeout = Math.max(options.requestTimeoutMs, options.idleTimeoutMs)
  const target = listenOptionsOf(address)
  if (target.path !== undefined) await removeSocketFile(target.path)
  const listening = once(server, 'listening')
  server.listen(target)
  await listening
  return {
    port: portOf(server),
    close: (graceMs) => close(server, graceMs),
  }
}

function listenOptionsOf(address: string): ListenOptions {
  if (address.startsWith('unix://')) return { path: address.slice('unix://'.length) }
  const place = address.replace(/^tcp:\/\//, '')
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(place)
  if (match === null || Number(match[3]) > 65_535)
    throw new Error(`address ${address}: wanted host:port or unix://path`)
  const host = match[1] ?? match[2] ?? ''
  const port = Number(match[3])
  return host === '' ? { port } : { host, port }
}

function portOf(server: Server): number | undefined {
  const address = server.address()
  return typeof address === 'object' ? address?.port : undefined
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(deadline)
}

async function removeSocketFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && !found.isDirectory()) await unlink(path)
}
