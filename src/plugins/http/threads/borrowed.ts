import type { MessagePort } from 'node:worker_threads'
import type { ExecHandler, Execution } from '../../../pool/contract.ts'
import { dataOfError } from './error-data.ts'
import type { ToNeighbour } from './messages.ts'

/** Most bytes of an answer on their way to the other thread, beyond which its worker waits. */
const windowBytes = 1024 * 1024
/** A buffer of this size and more is moved, not copied once more. */
const movedBytes = 16 * 1024

/** A request of another thread that a worker of this one runs: sends the answer there, as fast as it is taken. */
export class Borrowed implements ExecHandler {
  readonly #id: number
  readonly #port: MessagePort
  readonly #onEnd: () => void
  #execution: Execution | undefined
  #untaken = 0
  #paused = false

  constructor(id: number, port: MessagePort, onEnd: () => void) {
    this.#id = id
    this.#port = port
    this.#onEnd = onEnd
  }

  /** It runs as that. */
  begun(execution: Execution): void {
    this.#execution = execution
  }

  onPart(context: Buffer, body: Buffer, codec: number, more: boolean): boolean {
    // Views into buffers of the relay: what is sent is a copy of that part alone.
    const copy = new Uint8Array(body)
    const part: ToNeighbour = { kind: 'part', id: this.#id, context: new Uint8Array(context), body: copy, codec, more }
    this.#port.postMessage(part, copy.length >= movedBytes ? [copy.buffer] : [])
    if (!more) this.#onEnd()
    // Not of the copy: what was moved is empty here.
    this.#untaken += body.length
    this.#paused = more && this.#untaken > windowBytes
    return !this.#paused
  }

  onError(error: Error): void {
    this.#post({ kind: 'failed', id: this.#id, error: dataOfError(error) })
    this.#onEnd()
  }

  /** The other thread has handed over so many bytes. */
  taken(bytes: number): void {
    this.#untaken -= bytes
    if (!this.#paused || this.#untaken > windowBytes) return
    this.#paused = false
    this.#execution?.resume()
  }

  /** Its client is gone. */
  cancel(): void {
    this.#execution?.cancel()
    this.#post({ kind: 'ended', id: this.#id })
    this.#onEnd()
  }

  #post(message: ToNeighbour): void {
    this.#port.postMessage(message)
  }
}
