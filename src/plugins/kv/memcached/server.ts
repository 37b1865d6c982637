import { connect, type Socket } from 'node:net'
import { systemErrorText } from '../../../lib/system-error.ts'
import { type Reply, ReplyReader } from './replies.ts'

/** How long a connection may take to open, and a reply to come. Follows: spec 06 §1.1 */
const timeoutMs = 500

interface Waiting {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

/**
 * One memcached server: requests share a connection and are answered in order. When the connection fails, so do the requests on it;
 * the next request opens another.
 */
export class MemcachedServer {
  readonly #address: { readonly path: string } | { readonly host: string; readonly port: number }
  readonly #waiting: Waiting[] = []
  #socket: Socket | undefined

  /** `host:port`, or the path of a unix socket. */
  constructor(address: string) {
    this.#address = address.includes('/') ? { path: address } : hostAndPort(address)
  }

  /** Sends a request and gives its reply; the reply's last line is not looked at. */
  request(...parts: readonly (string | Uint8Array)[]): Promise<Reply> {
    const socket = this.#connected()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      socket.cork()
      for (const part of parts) socket.write(part)
      socket.uncork()
      // Counted from the last byte that passed, in either direction.
      if (this.#waiting.length === 1) socket.setTimeout(timeoutMs)
    })
  }

  close(): void {
    this.#socket?.destroy()
  }

  #connected(): Socket {
    if (this.#socket !== undefined) return this.#socket
    const socket = connect({ ...this.#address, noDelay: true })
    const reader = new ReplyReader((reply) => this.#answer(socket, reply))
    socket.setTimeout(timeoutMs)
    socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
    socket.on('timeout', () => socket.destroy(new Error('i/o timeout')))
    socket.on('end', () => this.#fail(socket, new Error('EOF')))
    socket.on('error', (error) => this.#fail(socket, error))
    socket.on('close', () => this.#fail(socket, new Error('EOF')))
    this.#socket = socket
    return socket
  }

  #answer(socket: Socket, reply: Reply): void {
    const waiting = this.#waiting.shift()
    if (waiting === undefined) socket.destroy(new Error('unexpected reply'))
    else waiting.resolve(reply)
    // An idle connection has no clock.
    if (this.#waiting.length === 0) socket.setTimeout(0)
  }

  #fail(socket: Socket, cause: Error): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    const { syscall } = cause as NodeJS.ErrnoException
    const text = `${syscall === undefined ? '' : `${syscall}: `}${systemErrorText(cause)}`
    const error = new Error(`memcache: ${this.#name}: ${text}`, { cause })
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }

  get #name(): string {
    return 'path' in this.#address ? this.#address.path : `${this.#address.host}:${this.#address.port}`
  }
}

function hostAndPort(address: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? []
  if (port === '') throw new Error(`address ${address}: missing port in address`)
  return { host: host.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1', port: Number(port) }
}
