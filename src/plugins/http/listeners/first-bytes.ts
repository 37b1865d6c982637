import type { Socket } from 'node:net'

/**
 * Looks at the first bytes of a connection: calls back once they are `enough` to decide by; they are still to be read then. A client that
 * ends or takes longer than `limitMs` (0: any time) before that is cut off.
 */
export function firstBytes(
  socket: Socket,
  limitMs: number,
  enough: (seen: Buffer) => boolean,
  decided: (seen: Buffer) => void,
): void {
  let seen: Buffer = Buffer.alloc(0)
  const onData = (chunk: Buffer): void => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    if (!enough(seen)) return
    socket.off('data', onData).off('error', onError).off('end', destroy).off('close', forget)
    forget()
    socket.pause()
    socket.unshift(seen)
    decided(seen)
  }
  const onError = (): void => {}
  // Half a connection is none yet: a probe that only connects would keep its descriptor until the limit.
  const destroy = (): void => void socket.destroy()
  const timer = limitMs > 0 ? setTimeout(destroy, limitMs) : undefined
  const forget = (): void => clearTimeout(timer)
  socket.on('data', onData).on('error', onError).on('end', destroy).on('close', forget)
}
