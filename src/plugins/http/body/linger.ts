import type { IncomingMessage } from 'node:http'

/** How long a client whose body was refused may go on sending. */
const lingerMs = 1000

/**
 * Drops what still arrives of a body, then calls back once: at its end, or after a while. A client that reads only after it has
 * sent everything would otherwise find a reset instead of its answer.
 */
export function linger(req: IncomingMessage, done: () => void): void {
  const timer = setTimeout(done, lingerMs)
  req.once('end', () => {
    clearTimeout(timer)
    done()
  })
  req.resume()
}
