import { connect, type Socket } from 'node:net'
import { encodeFrame, Flag, StreamBit } from '../../../goridge/frame.ts'
import { noEvents, type Relay, type RelayEvents } from '../../../goridge/relay.ts'
import { type CgiHead, encodeHead, headCodec } from './cgi-head.ts'
import { type FcgiAnswerEvents, FcgiAnswerReader, questionRecord, requestParts, requestRecords } from './fcgi-client.ts'

/** What a relay to php-cgi needs. */
export interface PhpCgiRelayOptions {
  /** The connection that is open. */
  readonly socket: Socket
  /** Where the process listens, for the next connection. */
  readonly path: string
  /** Tells the process to leave; it does so between requests. */
  terminate(): void
  /** Gets what scripts write to standard error. */
  onStderr(text: string): void
}

/** Bytes of an answer that are kept while its client reads slowly, so that the process is free again. */
const keptMaxBytes = 1024 * 1024
/** How long the first bytes of an answer wait for its end, which PHP sends apart: most answers then go out as a whole. */
const firstBytesMs = 1
/** First bytes beyond which nothing is waited for. */
const firstMaxBytes = 64 * 1024
/** How long the last bytes of a process that has ended are waited for: a child of its own may hold its connection open. */
const lastBytesMs = 100
const noBytes = Buffer.alloc(0)

/**
 * Lets the pool speak to php-cgi as to any worker: frames on the side of the pool, FastCGI on the other. What scripts print goes on as it
 * comes. A request that is to stop ends as with any web server: its connection is closed, which PHP notices when it prints.
 */
export class PhpCgiRelay implements Relay, FcgiAnswerEvents {
  readonly #options: PhpCgiRelayOptions
  #socket: Socket
  #reader = new FcgiAnswerReader(this)
  #events: RelayEvents = noEvents
  #state: 'idle' | 'running' | 'reopening' | 'closed' = 'idle'
  #stopping = false
  #head: CgiHead | undefined
  #parts: Buffer[] = []
  /** Something of the answer has been passed on. */
  #begun = false
  #timer: NodeJS.Timeout | undefined
  #paused = false
  #outcome: { readonly error: Error | undefined } | undefined

  constructor(options: PhpCgiRelayOptions) {
    this.#options = options
    this.#socket = options.socket
    this.#use(options.socket)
  }

  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  unreadBytes(): undefined {
    return undefined
  }

  attach(events: RelayEvents): void {
    this.#events = events
  }

  send(bytes: Buffer, from: number): boolean {
    if (this.#state === 'closed') return false
    if (((bytes[from + 1] as number) & Flag.control) !== 0) this.#stop()
    else if (((bytes[from + 10] as number) & StreamBit.stop) !== 0) this.#abort()
    else this.#begin(bytes, from)
    return true
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#socket.resume()
    this.#flush()
  }

  drain(done: () => void): void {
    const socket = this.#socket
    if (socket.destroyed) return done()
    this.#paused = false
    socket.resume()
    const finish = (): void => {
      clearTimeout(timer)
      socket.off('close', finish)
      done()
    }
    // Once more around the loop: what has arrived meanwhile is read first.
    const timer = setTimeout(() => setImmediate(() => setImmediate(finish)), lastBytesMs)
    socket.once('close', finish)
  }

  endInput(): void {}

  close(): void {
    this.#state = 'closed'
    clearTimeout(this.#timer)
    this.#socket.destroy()
  }

  // What the application says.

  onHead(head: CgiHead): void {
    this.#head = head
  }

  onBody(bytes: Buffer): void {
    this.#parts.push(bytes)
  }

  onStderr(text: string): void {
    this.#options.onStderr(text)
  }

  onEnd(error: Error | undefined): void {
    this.#outcome = { error }
  }

  #begin(bytes: Buffer, from: number): void {
    const { params, body } = requestParts(bytes, from)
    this.#state = 'running'
    this.#head = undefined
    this.#begun = false
    this.#outcome = undefined
    this.#socket.cork()
    for (const part of requestRecords(params, body, true)) this.#socket.write(part)
    this.#socket.uncork()
  }

  #take(chunk: Buffer): void {
    if (this.#state !== 'running') return
    try {
      this.#reader.push(chunk)
    } catch (error) {
      this.#parts = []
      this.#outcome = { error: error as Error }
      this.#reopen(() => this.#flush())
      return
    }
    this.#flush()
  }

  /** Passes on what has come: at once when it is the whole, or the pool takes it; else it is kept, up to a limit. */
  #flush(): void {
    if (this.#outcome !== undefined && this.#state !== 'reopening') return this.#finish(this.#outcome.error)
    if (this.#head === undefined && this.#parts.length === 0) return
    if (this.#paused) {
      if (this.#keep() > keptMaxBytes) this.#socket.pause()
    } else if (this.#begun || this.#keep() > firstMaxBytes) this.#emit(StreamBit.stream)
    else this.#timer ??= setTimeout(() => this.#passOn(), firstBytesMs)
  }

  #passOn(): void {
    this.#timer = undefined
    if (this.#state === 'running' && !this.#begun) this.#emit(StreamBit.stream)
  }

  /** Copies what outlives the call; answers how much there is. */
  #keep(): number {
    const kept = Buffer.concat(this.#parts)
    this.#parts = [kept]
    return kept.length
  }

  #finish(error: Error | undefined): void {
    this.#state = 'idle'
    this.#outcome = undefined
    if (error === undefined) this.#emit(0)
    else {
      this.#parts = []
      this.#head = undefined
      this.#events.onChunk(encodeFrame(Flag.error, [], error.message))
    }
    if (this.#stopping && this.#isIdle()) this.#leave()
  }

  /** The next request may have begun inside the last answer. */
  #isIdle(): boolean {
    return this.#state === 'idle'
  }

  #emit(stream: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#begun = true
    const context = this.#head === undefined ? noBytes : encodeHead(this.#head)
    const frame = encodeFrame(headCodec, [context.length], Buffer.concat([context, ...this.#parts]), stream)
    this.#head = undefined
    this.#parts = []
    this.#events.onChunk(frame)
  }

  #stop(): void {
    this.#stopping = true
    if (this.#state === 'idle') this.#leave()
  }

  #leave(): void {
    this.#options.terminate()
    this.close()
  }

  /** Nobody wants the answer any more. */
  #abort(): void {
    if (this.#state !== 'running') return
    this.#parts = []
    this.#head = undefined
    this.#reopen(() => {
      this.#outcome = { error: undefined }
      this.#flush()
    })
  }

  /**
   * Closes the connection and opens another. `then` is called once the process answers on it: the script that ran is over. A process that has
   * died is its owner's to notice.
   */
  #reopen(then: () => void): void {
    this.#state = 'reopening'
    this.#socket.destroy()
    this.#dial((probe) => {
      probe.write(questionRecord)
      probe.once('data', () => {
        probe.destroy()
        this.#dial((socket) => {
          this.#reader = new FcgiAnswerReader(this)
          this.#use(socket)
          this.#state = 'idle'
          then()
        })
      })
    })
  }

  #dial(opened: (socket: Socket) => void): void {
    const socket = connect(this.#options.path)
    this.#socket = socket
    socket.on('error', () => socket.destroy())
    socket.once('connect', () => (this.#state === 'closed' ? socket.destroy() : opened(socket)))
  }

  #use(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#lost(socket))
  }

  /** The process has closed the connection, or has died, which its owner notices. */
  #lost(socket: Socket): void {
    if (this.#socket !== socket || this.#state === 'closed' || this.#state === 'reopening') return
    const interrupted = this.#state === 'running'
    this.#reopen(() => {
      if (!interrupted) return
      this.#outcome = { error: new Error('php-cgi has closed its connection') }
      this.#flush()
    })
  }
}
