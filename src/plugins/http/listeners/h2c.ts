import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Http2Sessions } from './http2.ts'

/** What a client that knows of HTTP/2 begins with. Follows: RFC 9113 §3.4 */
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** Looks at the first bytes of each connection and hands those that begin with HTTP/2 to the sessions. */
export function acceptH2c(server: Server, sessions: Http2Sessions, headerMs: number): void {
  const serve = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    firstBytes(socket, headerMs, (isHttp2) => {
      if (isHttp2) return sessions.accept(socket)
      for (const listener of serve) listener.call(server, socket)
      socket.resume()
    })
  })
}

/** Calls back once it is clear how a connection begins; the bytes are still to be read then. */
function firstBytes(socket: Socket, limitMs: number, decided: (isHttp2: boolean) => void): void {
  let seen: Buffer = Buffer.alloc(0)
  const onData = (chunk: Buffer): void => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    const same = seen.subarray(0, preface.length).equals(preface.subarray(0, seen.length))
    if (same && seen.length < preface.length) return
    socket.off('data', onData).off('error', onError).off('timeout', destroy).off('end', destroy)
    socket.setTimeout(0)
    socket.pause()
    socket.unshift(seen)
    decided(same)
  }
  const onError = (): void => {}
  // Half a connection is none yet: a probe that only connects would keep its descriptor until the limit.
  const destroy = (): void => void socket.destroy()
  socket.on('data', onData).on('error', onError).on('timeout', destroy).on('end', destroy)
  if (limitMs > 0) socket.setTimeout(limitMs)
}
