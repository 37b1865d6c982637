import type { Socket } from 'node:net'
import { noEvents, type Relay, type RelayEvents } from './relay.ts'

/** How long to wait for the end of a socket whose process is gone. */
const drainMs = 1000

/** A worker that connected to us over TCP or a unix socket. Follows: spec 01 §3.2. */
export class SocketRelay implements Relay {
  readonly #socket: Socket
  #events: RelayEvents = noEvents
  #ended = false

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#events.onChunk(chunk))
    socket
      .on('end', () => this.#end(undefined))
      .on('error', (error) => this.#end(error))
      .on('close', () => this.#end(undefined))
  }

  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  attach(events: RelayEvents): void {
    this.#events = events
  }

  unreadBytes(): number | undefined {
    return undefined
  }

  send(bytes: Buffer, from: number): boolean {
    if (this.#socket.destroyed) return false
    this.#socket.write(from === 0 ? bytes : bytes.subarray(from))
    return true
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  drain(done: () => void): void {
    if (this.#ended) return done()
    // A helper of the worker's may hold the socket open; what the worker itself sent is here well before that.
    const timer = setTimeout(() => this.#socket.destroy(), drainMs)
    this.#socket.once('close', () => {
      clearTimeout(timer)
      done()
    })
    this.#socket.resume()
    this.#socket.end()
  }

  endInput(): void {
    this.#socket.end()
  }

  close(): void {
    this.#ended = true
    this.#socket.destroy()
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return
    this.#ended = true
    this.#events.onEnd(error)
  }
}
