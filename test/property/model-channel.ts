import { EventEmitter } from 'node:events'
import type { MessagePort, Transferable } from 'node:worker_threads'
import { nextTurn } from './clock.ts'
import type { Random } from './random.ts'

/** How often a message needs one more turn of the loop, of a hundred. */
const delayPercent = 30

/** Two ports as of a MessageChannel, whose messages arrive in order, in turns that the random numbers choose. */
export function modelChannel(random: Random): readonly [MessagePort, MessagePort] {
  const [one, other] = [new ModelPort(random), new ModelPort(random)]
  one.other = other
  other.other = one
  return [one, other] as unknown as readonly [MessagePort, MessagePort]
}

class ModelPort extends EventEmitter {
  other: ModelPort | undefined
  readonly #random: Random
  readonly #coming: unknown[] = []
  #delivering = false
  #closed = false

  constructor(random: Random) {
    super()
    this.#random = random
  }

  /** What is transferred is empty here afterwards, as between threads. */
  postMessage(message: unknown, transfer: readonly Transferable[] = []): void {
    this.other?.arrive(structuredClone(message, { transfer: [...transfer] }))
  }

  arrive(message: unknown): void {
    this.#coming.push(message)
    if (!this.#delivering) void this.#deliver()
  }

  close(): void {
    for (const port of [this, this.other]) port?.end()
  }

  end(): void {
    if (this.#closed) return
    this.#closed = true
    setImmediate(() => this.emit('close'))
  }

  async #deliver(): Promise<void> {
    this.#delivering = true
    while (this.#coming.length > 0) {
      do await nextTurn()
      while (this.#random.percent(delayPercent))
      const message = this.#coming.shift()
      if (!this.#closed) this.emit('message', message)
    }
    this.#delivering = false
  }
}
