import { noEvents, type Relay, type RelayEvents } from '../../src/goridge/relay.ts'
import type { ProcessExit, SpawnedProcess } from '../../src/os/spawn.ts'
import { nextTurn } from './clock.ts'
import type { Random } from './random.ts'

/** What ends the code of a process from inside. */
class Exit extends Error {
  readonly code: number

  constructor(code: number) {
    super(`exit ${code}`)
    this.code = code
  }
}

/** How often the next bytes need one more turn of the loop to arrive, and arrive cut in two, of a hundred. */
const delayPercent = 30
const cutPercent = 30
/** What the kernel takes whole. */
const packetBytes = 4096
const readBytes = 8192

/**
 * A process and its pipes as the pool sees them, without either: what it reads and writes arrives in pieces and turns that the random numbers
 * choose.
 */
export class ModelProcess implements SpawnedProcess, Relay {
  readonly pid: number
  /** How many requests at a time its code says it takes; 0: it does not name its answers. */
  readonly depth: number
  readonly input = -1
  readonly output = -1
  readonly errors = -1
  readonly exited: Promise<ProcessExit>
  readonly unsentBytes = 0
  readonly #random: Random
  #events: RelayEvents = noEvents
  /** In the pipe to the process, by sends where it is a pipe of packets; and read by it but not used yet. */
  #unread: Buffer[] = []
  #packets = false
  #held = Buffer.alloc(0)
  /** In the pipe from the process. */
  #written = Buffer.alloc(0)
  #wake: (() => void) | undefined
  #dead = false
  #closed = false
  #inputEnded = false
  #paused = false
  #pumping = false
  readonly #exit: (exit: ProcessExit) => void

  constructor(pid: number, depth: number, random: Random) {
    this.pid = pid
    this.depth = depth
    this.#random = random
    const { promise, resolve } = Promise.withResolvers<ProcessExit>()
    this.exited = promise
    this.#exit = resolve
  }

  /** Runs the code of the process to its end. What it throws, PHP would print. */
  async run(code: Promise<number>, say: (text: string) => void): Promise<void> {
    const status = await code.catch((error: unknown) => {
      if (error instanceof Exit) return error.code
      say((error as Error).message)
      return 255
    })
    this.#die({ code: status, signal: null })
  }

  kill(): void {
    this.#die({ code: null, signal: 'SIGKILL' })
  }

  // The side of the process. Whoever waits does not come back once it has been killed.

  /** That many bytes, waiting for them; fewer only at the end of the input. */
  async read(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      if (this.#unread.length === 0 && this.#inputEnded) break
      if (this.#unread.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve))
      await this.#alive()
      // It may have been taken back meanwhile.
      if (this.#unread.length > 0) this.#fill()
    }
    const bytes = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(bytes.length)
    return bytes
  }

  /** Whether something can be read without waiting. */
  get readable(): boolean {
    return this.#held.length + this.unreadBytes() > 0
  }

  /** A child takes all that is in the pipe; unless the pipe is one that children do not get. */
  eat(): void {
    if (!this.#packets) this.#unread = []
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#alive()
    this.#written = Buffer.concat([this.#written, bytes])
    this.#pump()
  }

  async sleep(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms))
    await this.#alive()
  }

  exit(code: number): never {
    throw new Exit(code)
  }

  // The side of the pool.

  attach(events: RelayEvents): void {
    this.#events = events
  }

  send(bytes: Buffer, from: number): boolean {
    if (this.#closed) return false
    if (this.#dead) {
      queueMicrotask(() => this.#end(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })))
      return false
    }
    for (let at = from; at < bytes.length; at += packetBytes) {
      this.#unread.push(Buffer.from(bytes.subarray(at, at + packetBytes)))
    }
    this.#wake?.()
    return true
  }

  unreadBytes(): number {
    return this.#unread.reduce((sum, packet) => sum + packet.length, 0)
  }

  /** The pipe becomes one of packets. */
  usePackets(): void {
    this.#packets = true
  }

  takeBack(): Buffer[] {
    return this.#unread.splice(0)
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#pump()
  }

  drain(done: () => void): void {
    while (this.#written.length > 0) this.#deliver(this.#written.length)
    done()
  }

  /** The pipe of packets is not the one that ends. */
  endInput(): void {
    if (this.#packets) return
    this.#inputEnded = true
    this.#wake?.()
  }

  close(): void {
    this.#closed = true
    this.#inputEnded = true
    this.#wake?.()
  }

  #fill(): void {
    if (!this.#packets) this.#unread = [Buffer.concat(this.#unread)]
    const [first = Buffer.alloc(0)] = this.#unread.splice(0, 1)
    // PHP reads eight kilobytes at once; of packets, one.
    this.#held = Buffer.concat([this.#held, first.subarray(0, readBytes)])
    if (first.length > readBytes) this.#unread.unshift(first.subarray(readBytes))
  }

  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    void this.#deliverAll().then(() => {
      this.#pumping = false
    })
  }

  async #deliverAll(): Promise<void> {
    for (;;) {
      do await nextTurn()
      while (this.#random.percent(delayPercent))
      if (this.#paused || this.#closed) return
      if (this.#written.length === 0) {
        if (this.#dead) this.#end(undefined)
        return
      }
      const { length } = this.#written
      this.#deliver(this.#random.percent(cutPercent) ? this.#random.between(1, length) : length)
    }
  }

  #deliver(count: number): void {
    const bytes = Buffer.from(this.#written.subarray(0, count))
    this.#written = this.#written.subarray(count)
    this.#events.onChunk(bytes)
    // Whoever kept a view of the chunk sees that it is used again.
    bytes.fill(0)
  }

  #end(error: Error | undefined): void {
    const events = this.#events
    this.#events = { onChunk: (chunk) => events.onChunk(chunk), onEnd: () => {} }
    if (!this.#closed) events.onEnd(error)
  }

  /** The end of the output and the exit are told in either order. */
  #die(exit: ProcessExit): void {
    if (this.#dead) return
    this.#dead = true
    this.#pump()
    void this.#later().then(() => this.#exit(exit))
  }

  async #later(): Promise<void> {
    do await nextTurn()
    while (this.#random.percent(delayPercent))
  }

  /** Killed code never goes on. */
  async #alive(): Promise<void> {
    if (this.#random.percent(delayPercent)) await nextTurn()
    if (this.#dead) await new Promise(() => {})
  }
}
