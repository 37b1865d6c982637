import { readSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { unreadBytes } from '../os/pipes.ts'
import { noEvents, type Relay, type RelayEvents } from './relay.ts'

/**
 * All relays read into one buffer: libuv fills it and calls us in the same step, and whoever gets a chunk is done with it when the call
 * returns.
 */
const chunkBuffer = Buffer.allocUnsafeSlow(65_536)
const drainBuffer = Buffer.allocUnsafeSlow(65_536)
/** What a pipe can hold at most, unless root has raised the limit (`fs.pipe-max-size`): more than this was not written by who is gone. */
const drainMaxBytes = 1_048_576

/**
 * A worker's standard input and output over real pipes. A send is one `write(2)` on the spot; what does not fit goes through a stream, and then
 * everything behind it, so that order holds. Follows: spec 01 §3.1, §3.3.
 */
export class PipeRelay implements Relay {
  readonly #input: Socket
  readonly #output: Socket
  readonly #inputFd: number
  readonly #outputFd: number
  #events: RelayEvents = noEvents
  #ended = false

  constructor(inputFd: number, outputFd: number) {
    this.#inputFd = inputFd
    this.#outputFd = outputFd
    this.#input = new Socket({ fd: inputFd, readable: false, writable: true })
    this.#output = new Socket({
      fd: outputFd,
      readable: true,
      writable: false,
      onread: { buffer: chunkBuffer, callback: (count) => this.#read(count) },
    })
    const end = (error?: Error): void => this.#end(error)
    this.#output
      .on('end', () => end())
      .on('error', end)
      .on('close', () => end())
    // EPIPE: the worker is gone or has closed its input.
    this.#input.on('error', end)
  }

  get unsentBytes(): number {
    return this.#input.writableLength
  }

  attach(events: RelayEvents): void {
    this.#events = events
  }

  unreadBytes(): number | undefined {
    return this.#input.destroyed ? undefined : unreadBytes(this.#inputFd)
  }

  send(bytes: Buffer, from: number): boolean {
    // A descriptor of a destroyed stream may belong to somebody else by now.
    if (this.#input.destroyed) return false
    const count = bytes.length - from
    if (this.#input.writableLength > 0) return this.#queue(bytes, from)
    try {
      const taken = writeSync(this.#inputFd, bytes, from, count)
      // What has no room goes through the stream, which waits for it.
      return taken === count || this.#queue(bytes, from + taken)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return this.#queue(bytes, from)
      queueMicrotask(() => this.#end(error as Error))
      return false
    }
  }

  pause(): void {
    this.#output.pause()
  }

  resume(): void {
    this.#output.resume()
  }

  drain(done: () => void): void {
    // A child of the worker's may hold the other end, and may write faster than we read.
    for (let left = drainMaxBytes; left > 0; ) {
      const count = this.#readNow()
      if (count === 0) break
      left -= count
      this.#events.onChunk(drainBuffer.subarray(0, count))
    }
    done()
  }

  endInput(): void {
    this.#input.destroy()
  }

  close(): void {
    this.#ended = true
    this.#input.destroy()
    this.#output.destroy()
  }

  /** Bytes that lie in the pipe; 0: it is empty, or at its end. */
  #readNow(): number {
    if (this.#output.destroyed) return 0
    try {
      return readSync(this.#outputFd, drainBuffer)
    } catch {
      // EAGAIN: empty.
      return 0
    }
  }

  #queue(bytes: Buffer, from: number): true {
    this.#input.write(bytes.subarray(from))
    return true
  }

  #read(count: number): boolean {
    this.#events.onChunk(chunkBuffer.subarray(0, count))
    return true
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return
    this.#ended = true
    this.#events.onEnd(error)
  }
}
