import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { firstBytes } from './first-bytes.ts'
import type { Http2Sessions } from './http2.ts'

/** What a client that knows of HTTP/2 begins with. Follows: RFC 9113 §3.4 */
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** Looks at the first bytes of each connection and hands those that begin with HTTP/2 to the sessions. */
export function acceptH2c(server: Server, sessions: Http2Sessions, headerMs: number): void {
  const serve = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    firstBytes(socket, headerMs, isClear, (seen) => {
      if (beginsAlike(seen)) return sessions.accept(socket)
      for (const listener of serve) listener.call(server, socket)
      socket.resume()
    })
  })
}

/** The preface is whole, or this is none. */
function isClear(seen: Buffer): boolean {
  return seen.length >= preface.length || !beginsAlike(seen)
}

function beginsAlike(seen: Buffer): boolean {
  return seen.subarray(0, preface.length).equals(preface.subarray(0, seen.length))
}
