/*
  One client. Its events reach the workers one after the other; nothing is read while a worker has one.

    accept ─▶ CONNECTED ─▶ answer ─▶ reading ─▶ DATA ─▶ answer ─▶ reading …
                             │          │                 │
                             │          └─ end, failure ─▶│
                             └── WRITECLOSE, CLOSE ──────▶└─▶ CLOSE (once)

  Follows: spec 06 §4.2
*/
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { encodeRequest } from '../../goridge/request.ts'
import type { Logger } from '../../lib/log.ts'
import { systemErrorText } from '../../lib/system-error.ts'
import type { Pool } from '../../pool/contract.ts'
import { remoteAddress } from './remote-address.ts'

/** What happens to a connection, in the words that PHP knows. */
type TcpEvent = 'CONNECTED' | 'DATA' | 'CLOSE'

/** What connections of one server share. */
export interface TcpServerSettings {
  readonly name: string
  readonly delimiter: Buffer
  readonly readBufferBytes: number
  /** How long a client may take no byte of an answer, milliseconds; 0: for ever. */
  readonly writeMs: number
  readonly pool: Pool
  readonly log: Logger
}

/** Frames to tcp workers carry no codec. */
const noCodec = 0

const empty = Buffer.alloc(0)

/** One connection of a client. */
export class TcpConnection {
  readonly uuid = randomUUID()
  readonly #socket: Socket
  readonly #settings: TcpServerSettings
  readonly #onGone: () => void
  /** The context of every event, but for its name. */
  readonly #context: string
  #chunks: Buffer[] = []
  #bytes = 0
  /** A worker has an event of ours, or an answer is on its way to the client. */
  #busy = true
  /** A message is whole; what arrives in the same turn of the loop still belongs to it. */
  #scheduled = false
  /** The client has ended its side. */
  #ended = false
  /** Nothing more is read or written. */
  #closed = false
  #closeSent = false

  /** The socket is paused. `onGone` is told once, when the connection is over. */
  constructor(socket: Socket, settings: TcpServerSettings, onGone: () => void) {
    this.#socket = socket
    this.#settings = settings
    this.#onGone = onGone
    const context = { remote_addr: remoteAddress(socket), server: settings.name, uuid: this.uuid }
    this.#context = `${JSON.stringify(context).slice(0, -1)},"event":`
    socket.on('data', (chunk: Buffer) => this.#onData(chunk))
    socket.on('end', () => this.#onEnd())
    socket.on('error', (error) => this.#onError(error))
    socket.on('timeout', () => this.#onTimeout())
    socket.on('close', () => this.close())
  }

  /** Tells a worker of it; its answer says how it goes on. */
  start(): void {
    this.#event('CONNECTED', empty)
  }

  /** Closes the client's socket; the worker is told once it is free. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#socket.destroy()
    this.#onGone()
    if (!this.#busy) this.#sendClose()
  }

  #onData(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (!this.#isWhole()) return
    if (this.#bytes >= this.#settings.readBufferBytes) this.#dispatch()
    else if (!this.#scheduled) {
      this.#scheduled = true
      setImmediate(() => this.#dispatchScheduled())
    }
  }

  #dispatchScheduled(): void {
    if (!this.#scheduled) return
    this.#scheduled = false
    if (this.#closed) return
    // What came in the meantime may have begun another message.
    if (this.#isWhole()) this.#dispatch()
    else if (this.#ended) this.#finish()
  }

  #dispatch(): void {
    this.#scheduled = false
    this.#socket.pause()
    this.#event('DATA', this.#takeMessage())
  }

  #takeMessage(): Buffer {
    const message = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#bytes = 0
    return message
  }

  /** Whether what was read ends with the delimiter, however it was cut. */
  #isWhole(): boolean {
    const { delimiter } = this.#settings
    if (this.#bytes < delimiter.length) return false
    const last = this.#chunks.at(-1) as Buffer
    if (last.length >= delimiter.length) return last.subarray(-delimiter.length).equals(delimiter)
    const tail = Buffer.concat(this.#chunks.slice(-delimiter.length))
    return tail.subarray(-delimiter.length).equals(delimiter)
  }

  #onEnd(): void {
    this.#ended = true
    if (!this.#busy && !this.#scheduled) this.#finish()
  }

  /** The client sends no more: CLOSE, then what it had sent without a delimiter, whose answer it may still read. */
  #finish(): void {
    this.#sendClose(() => {
      if (this.#bytes === 0 || this.#closed) this.close()
      else this.#event('DATA', this.#takeMessage())
    })
  }

  #onError(error: Error): void {
    if (this.#closed) return
    this.#settings.log.warn('read error, connection closed', { error: systemErrorText(error) })
    this.close()
  }

  /** No byte of an answer was taken for too long: the write fails, and with it the connection ends. */
  #onTimeout(): void {
    const { log, writeMs } = this.#settings
    log.warn('the client takes no bytes, connection closed (tcp.write_timeout)', { after_ms: writeMs })
    this.#socket.destroy()
  }

  #event(event: TcpEvent, body: Buffer): void {
    this.#busy = true
    this.#execute(event, body, {
      answer: (context, answer) => this.#obey(context, answer),
      failed: (error) => {
        this.#settings.log.error('execute error', { error })
        // The worker is told nothing more of this connection.
        this.#closeSent = true
        this.close()
      },
    })
  }

  #execute(
    event: TcpEvent,
    body: Buffer,
    done: { answer(context: string, body: Buffer): void; failed(error: Error): void },
  ): void {
    const request = encodeRequest(noCodec, `${this.#context}"${event}"}`, body)
    const execution = this.#settings.pool.exec(request, {
      onPart: (context, answer, _codec, more) => {
        if (more) {
          execution.cancel()
          done.failed(new Error('streaming is not supported'))
        } else done.answer(context.toString('latin1'), answer)
        return true
      },
      onError: (error) => done.failed(error),
    })
  }

  #obey(answer: string, body: Buffer): void {
    if (this.#closed) return this.#sendClose()
    switch (answer) {
      case 'CONTINUE':
        return this.#readOn()
      case 'WRITE':
        return this.#write(body, () => this.#readOn())
      case 'WRITECLOSE':
        return this.#write(body, () => this.#closeGently())
      default:
        return this.#closeGently()
    }
  }

  #readOn(): void {
    this.#busy = false
    if (this.#closed) this.#sendClose()
    else if (this.#ended) this.#finish()
    else this.#socket.resume()
  }

  /** Reading goes on when the client has taken the bytes, so that one that does not read cannot fill our memory. */
  #write(body: Buffer, next: () => void): void {
    const { writeMs } = this.#settings
    this.#socket.setTimeout(writeMs)
    // A copy: the answer is a view of what the worker sent.
    this.#socket.write(Buffer.from(body), (error) => {
      this.#socket.setTimeout(0)
      if (error === null || error === undefined) return next()
      this.#settings.log.error('write response error', { error: systemErrorText(error) })
      this.#busy = false
      if (this.#closed) this.#sendClose()
      else this.close()
    })
  }

  /** Lets what was written reach the client, then closes. */
  #closeGently(): void {
    this.#busy = false
    this.#socket.end(() => this.close())
  }

  #sendClose(next: () => void = () => {}): void {
    if (this.#closeSent) return next()
    this.#closeSent = true
    this.#busy = true
    this.#execute('CLOSE', empty, {
      answer: next,
      failed: (error) => {
        this.#settings.log.warn('failed to send close event to worker', { error })
        next()
      },
    })
  }
}
