import type { IncomingMessage } from 'node:http'

/** How long a client whose body was refused may go on sending. */
const lingerMs = 1000

/**
 * Drops what still arrives of a body, then calls back once: at its end, when the client sends no more, or after a while. A client that
 * reads only after it has sent everything would otherwise find a reset instead of its answer.
 */
export function linger(req: IncomingMessage, done: () => void): void {
  const { socket } = req
  if (socket.readableEnded) return done()
  const finish = (): void => {
    clearTimeout(timer)
    req.off('end', finish)
    socket.off('end', finish)
    done()
  }
  const timer = setTimeout(finish, lingerMs)
  req.once('end', finish)
  socket.once('end', finish)
  req.resume()
}
