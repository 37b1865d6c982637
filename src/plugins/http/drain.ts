import type { Server } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { dropNewConnections } from '../../os/drop-connections.ts'

/**
 * How long a connection between two requests is left open: a request that is on its way to us while we decide to close would be lost, so
 * the next one is awaited, answered with `Connection: close`, and only a client that sends none is cut off.
 */
const nextRequestMs = 1000

/** How long a client may take for the last step of connecting, once no new attempt is taken. */
const lastHandshakesMs = 100

/** The connections of a server, kept from now on: Node counts one that has never sent a byte among those with a request. */
export function trackConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return connections
}

/**
 * Closes a listener without losing a request (an `inherited` socket stays open elsewhere and refuses nobody): new connections are refused; those that are open may finish what they do, or send
 * one request more within a second. Whatever is left after `graceMs` is cut off. Resolves when every connection is closed.
 */
export async function drain(
  server: Server,
  connections: ReadonlySet<Socket>,
  graceMs: number,
  inherited = false,
): Promise<void> {
  const deadline = performance.now() + graceMs
  if (!inherited) await acceptLast(server, graceMs)
  const waiting = new AbortController()
  const closed = stopListening(server).then(() => waiting.abort())
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: waiting.signal, ref: false }).catch(() => {})
  const windowMs = Math.min(nextRequestMs, graceMs)
  await pause(windowMs)
  closeUnused(server, connections)
  await pause(Math.max(deadline - performance.now(), 0))
  server.closeAllConnections()
  // Node's server does not know of those that have not shown yet which version of HTTP they speak.
  for (const socket of connections) socket.destroy()
  await closed
}

/** Lets connections that are being made arrive, and takes no others. */
async function acceptLast(server: Server, graceMs: number): Promise<void> {
  const { fd } = (server as unknown as { _handle?: { fd?: number } | null })._handle ?? {}
  if (graceMs >= lastHandshakesMs && fd !== undefined && dropNewConnections(fd)) await sleep(lastHandshakesMs)
}

/** `close` of an http server also cuts off its idle connections; that of its parent class does not. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()))
}

function closeUnused(server: Server, connections: ReadonlySet<Socket>): void {
  server.closeIdleConnections()
  for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
}
