import type { Socket } from 'node:net'
import { encodeRpcFrame, RpcFrameReader } from '../../goridge/rpc-frame.ts'
import type { RpcCaller } from '../../kernel/rpc.ts'
import type { Answer, RpcDispatcher } from './dispatcher.ts'

/** Calls of one connection that run at once; more wait in the socket. */
const runningMax = 1000
/** Bytes of answers that the client has not taken; beyond them nothing more is read from it. */
const unsentMaxBytes = 16 * 1024 * 1024

/** The place of a call among those with its sequence number; its answer, once there is one. */
interface Slot {
  answer?: Buffer
}

/**
 * One client. Its calls run concurrently and are answered as they finish, except that calls with the same sequence number keep
 * their order. A client that has ended its side still gets its answers. What is no RPC frame ends the connection.
 * Follows: spec 02 §4.3, 09 #2.
 */
export class RpcConnection implements RpcCaller {
  readonly #socket: Socket
  readonly #dispatcher: RpcDispatcher
  readonly #reader: RpcFrameReader
  readonly #slots = new Map<number, Slot[]>()
  readonly #onGone = new Set<() => void>()
  #running = 0
  #ending = false

  constructor(socket: Socket, dispatcher: RpcDispatcher) {
    this.#socket = socket
    this.#dispatcher = dispatcher
    this.#reader = new RpcFrameReader((flags, sequence, method, body) => this.#call(flags, sequence, method, body))
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('end', () => {
      this.#gone()
      this.end()
    })
    socket.on('close', () => this.#gone())
    socket.on('drain', () => this.#readOn())
    // The client is gone; 'close' follows. What runs for it finishes unheard.
    socket.on('error', () => {})
  }

  onGone(callback: () => void): void {
    this.#onGone.add(callback)
  }

  offGone(callback: () => void): void {
    this.#onGone.delete(callback)
  }

  /** Reads nothing more, and closes when every running call is answered. */
  end(): void {
    this.#ending = true
    this.#endWhenAnswered()
  }

  #gone(): void {
    for (const callback of this.#onGone) callback()
    this.#onGone.clear()
  }

  #read(chunk: Buffer): void {
    // Answers to one chunk leave together.
    this.#socket.cork()
    const valid = this.#reader.push(chunk)
    this.#socket.uncork()
    if (!valid) this.#socket.destroy()
    else if (!this.#mayRead()) this.#socket.pause()
  }

  #call(flags: number, sequence: number, method: Buffer, body: Buffer): void {
    if (this.#ending) return
    this.#running++
    const name = method.toString()
    const slot = this.#takeSlot(sequence)
    const answer: Answer = (answerFlags, result) => {
      slot.answer = encodeRpcFrame(answerFlags, sequence, name, result)
      this.#running--
      this.#writeAnswers(sequence)
      this.#endWhenAnswered()
      this.#readOn()
    }
    this.#dispatcher.dispatch(flags, name, body, answer, this)
  }

  #takeSlot(sequence: number): Slot {
    const slot: Slot = {}
    const others = this.#slots.get(sequence)
    if (others === undefined) this.#slots.set(sequence, [slot])
    else others.push(slot)
    return slot
  }

  /** Writes the answers at the front of that sequence number's calls. */
  #writeAnswers(sequence: number): void {
    const slots = this.#slots.get(sequence) ?? []
    while (slots[0]?.answer !== undefined) {
      if (this.#socket.writable) this.#socket.write(slots[0].answer)
      slots.shift()
    }
    if (slots.length === 0) this.#slots.delete(sequence)
  }

  #endWhenAnswered(): void {
    if (this.#ending && this.#running === 0) this.#socket.end()
  }

  #mayRead(): boolean {
    return this.#running < runningMax && this.#socket.writableLength < unsentMaxBytes
  }

  #readOn(): void {
    if (this.#socket.isPaused() && this.#mayRead()) this.#socket.resume()
  }
}
