import type { Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Logger } from '../../../lib/log.ts'
import type { ClientAuthType } from '../../../lib/tls-config.ts'
import { admitsClient } from '../../../lib/tls-server.ts'
import type { Http2Sessions } from './http2.ts'

/** Longest handshake, whatever else a client may take its time for. */
export const handshakeMs = 30_000

/**
 * Puts itself between the handshake of a server of Node's and its protocol: refuses clients whose certificate will not do, gives those
 * that chose HTTP/2 to the sessions, and logs failed handshakes as Go does.
 */
export function guardTls(server: Server, clientAuth: ClientAuthType, sessions: Http2Sessions, log: Logger): void {
  const serve = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[]
  server.removeAllListeners('secureConnection')
  server.on('secureConnection', (socket: TLSSocket) => {
    if (!admitsClient(socket, clientAuth)) {
      log.error('internal server error', { message: 'tls: client certificate refused', remote: socket.remoteAddress })
      return void socket.destroy()
    }
    if (socket.alpnProtocol === 'h2') return sessions.accept(socket)
    for (const listener of serve) listener.call(server, socket)
  })
  // Node would hand these to the listener for broken HTTP, which answers in plain text.
  server.removeAllListeners('tlsClientError')
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code !== 'ECONNRESET') {
      log.error('internal server error', { message: `tls: ${error.message}`, remote: socket.remoteAddress })
    }
    socket.destroy()
  })
}
