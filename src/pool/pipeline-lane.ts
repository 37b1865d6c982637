import { encodeFrame, StreamBit } from '../goridge/frame.ts'
import type { Relay } from '../goridge/relay.ts'
import { type EncodedRequest, nameRequest, stopWorkerFrame } from '../goridge/request.ts'
import type { Conversation, ConversationHost, Lost, Outcome, Passed, TimeLimits } from './conversation.ts'
import type { Exec } from './exec.ts'
import { softError, workerGone } from './failures.ts'
import { isPacket, PacketPipe } from './pipeline-pipe.ts'
import { type Slot, Slots } from './pipeline-slots.ts'

/** What a lane is told when it is made. */
export interface LaneOptions extends TimeLimits {
  /** Most requests that the worker has at a time. */
  readonly depth: number
  /** Takes back what lies unread in the worker's pipe, a buffer for each packet, in order; undefined when that is not possible now. */
  takeBack(): Buffer[] | undefined
}

const never = Number.POSITIVE_INFINITY
/**
 * Requests that take longer than this gain nothing from another waiting behind them: it is taken back, and the worker gets its next one when it
 * has answered. Milliseconds.
 */
const shortMs = 2
/** How long until it is tried again to take back what could not be. */
const recallAgainMs = 50
const lastId = 0xffff_ffff

/**
 * The requests of a worker whose answers name theirs, so that several can be under way. Its input is a pipe of packets, of which it reads one
 * when it begins with it: what lies in the pipe has not been started, and can be taken back at any moment. A request is sent behind
 * another only while that one is short; else it waits for whoever is free first. Follows: docs/protocol.md.
 */
export class Lane implements Conversation {
  readonly #relay: Relay
  readonly #pipe: PacketPipe
  readonly #options: LaneOptions
  readonly #host: ConversationHost
  readonly #slots = new Slots()
  /** Those that are over, until the flush. */
  readonly #over: Slot[] = []
  /** Since when the first slot is that. */
  #headSince = 0
  #lastId = 0
  /** The request before took no longer than `shortMs`. */
  #quick = true
  #recallAt = never
  #recallDue = false
  #paused: Slot | undefined

  constructor(relay: Relay, options: LaneOptions, host: ConversationHost) {
    this.#relay = relay
    this.#pipe = new PacketPipe(relay, () => options.takeBack())
    this.#options = options
    this.#host = host
  }

  get load(): number {
    return this.#slots.length
  }

  get execs(): Iterable<Exec> {
    return this.#slots.all.map((slot) => slot.exec)
  }

  hasRoom(request: EncodedRequest, now: number): boolean {
    const head = this.#slots.first
    if (head === undefined) return true
    return (
      this.#slots.length < this.#options.depth &&
      this.#quick &&
      !head.streamed &&
      now - this.#headSince < shortMs &&
      isPacket(request) &&
      this.#pipe.settled
    )
  }

  begin(exec: Exec, now: number): void {
    const id = this.#lastId === lastId ? 1 : this.#lastId + 1
    this.#lastId = id
    exec.phase = 'running'
    const { request } = exec
    const at = nameRequest(request, id)
    // Without a load its pipe is empty: it has read all that it has answered.
    if (this.#slots.length === 0) this.#pipe.restart()
    const from = this.#pipe.send(request.bytes, at)
    const slot: Slot = {
      exec,
      id,
      from,
      to: this.#pipe.end,
      deadline: never,
      streamed: false,
      stopSent: false,
      outcome: undefined,
    }
    this.#slots.push(slot)
    if (this.#slots.length === 1) this.#lead(slot, now)
    else if (this.#recallAt === never) {
      this.#recallAt = this.#headSince + shortMs
      this.#host.watch(this.#recallAt)
    }
  }

  flush(): void {
    for (const { exec, outcome } of this.#over) this.#host.settled(exec, outcome as Outcome)
    this.#over.length = 0
    if (this.#recallDue) {
      this.#recallDue = false
      this.#recall(false)
    }
  }

  get nextCheckMs(): number {
    let next = this.#recallAt
    for (const { deadline } of this.#slots.all) next = Math.min(next, deadline)
    return next
  }

  checkDeadline(now: number): Passed | undefined {
    for (const slot of this.#slots.all) {
      if (now >= slot.deadline) return slot.stopSent ? 'stream_timeout' : 'exec_ttl'
    }
    if (now < this.#recallAt) return undefined
    this.#recallAt = now + recallAgainMs
    this.#recall(false)
    return undefined
  }

  resume(exec: Exec): void {
    const slot = this.#paused
    if (slot === undefined || slot.exec !== exec) return
    this.readOn()
    this.#refresh(slot)
  }

  abandon(exec: Exec): void {
    this.resume(exec)
    const slot = this.#slots.byExec(exec)
    if (slot === undefined) return
    if (slot.streamed) this.#stopStream(slot)
    else if (slot.from >= 0) this.#recall(false)
  }

  readOn(): void {
    if (this.#paused === undefined) return
    this.#paused = undefined
    this.#relay.resume()
  }

  sendStop(): void {
    this.#recall(true)
    this.#pipe.send(stopWorkerFrame, 0)
  }

  end(_broken: boolean): readonly Lost[] {
    this.readOn()
    const read = this.#pipe.readUpTo
    return this.#slots.clear().map(({ exec, from }) => ({ exec, started: from < read }))
  }

  // What the worker's frames mean.

  receipt(): void {
    this.#host.unsolicited('receipt', '')
  }

  part(context: Buffer, body: Buffer, codec: number, more: boolean, streamed: boolean, id: number): void {
    const slot = this.#slots.byId(id)
    if (slot === undefined) {
      if (context.length > 0 || !more) this.#host.unsolicited('answer', context.toString('utf8', 0, 256))
    } else if (more) this.#chunk(slot, context, body, codec, streamed)
    else this.#finish(slot, { kind: 'answer', context, body, codec })
  }

  ping(id: number): void {
    this.#pipe.send(encodeFrame(0, [0, id], '', StreamBit.pong), 0)
  }

  softError(text: string, id: number): void {
    const slot = this.#slots.byId(id)
    if (slot === undefined) return this.#host.unsolicited('error', text)
    this.#finish(slot, { kind: 'error', error: softError(text) })
  }

  selfStop(id: number): void {
    const slot = this.#slots.byId(id)
    if (slot === undefined) this.#host.unsolicited('selfStop', '')
    else {
      // A stream that ends so is broken off; a request that got nothing yet runs again.
      const broken = slot.exec.phase === 'streaming'
      this.#finish(slot, broken ? { kind: 'error', error: workerGone() } : { kind: 'selfStop' })
      this.#host.distrust()
    }
    this.#recallDue = true
  }

  #chunk(slot: Slot, context: Buffer, body: Buffer, codec: number, streamed: boolean): void {
    const { exec } = slot
    if (streamed && !slot.streamed) {
      slot.streamed = true
      // A worker looks into its pipe while it streams: nothing may wait there.
      this.#recallDue = true
    }
    this.#refresh(slot)
    if (!exec.cancelled && !exec.part(context, body, codec, true)) this.#pause(slot)
    if (streamed && exec.cancelled) this.#stopStream(slot)
  }

  #finish(slot: Slot, outcome: Outcome): void {
    slot.outcome = outcome
    this.#over.push(slot)
    this.#remove(slot)
  }

  /** The slot is no longer the worker's; the next one may begin. */
  #remove(slot: Slot): void {
    const wasFirst = this.#slots.remove(slot)
    if (this.#paused === slot) this.readOn()
    if (!wasFirst) return
    const now = performance.now()
    this.#quick = now - this.#headSince < shortMs
    this.#recallAt = never
    const next = this.#slots.first
    if (next !== undefined) this.#lead(next, now)
  }

  #lead(slot: Slot, now: number): void {
    this.#headSince = now
    if (this.#options.execTtlMs > 0) slot.deadline = now + this.#options.execTtlMs
    if (this.#slots.length > 1) this.#recallAt = now + shortMs
    this.#host.watch(Math.min(slot.deadline, this.#recallAt))
  }

  /**
   * Takes back what the worker has not read: with `all` everything, else everything but the first request, for which it is free. Requests whose
   * caller is gone never go back.
   */
  #recall(all: boolean): void {
    const head = this.#slots.first
    const read = this.#pipe.readUpTo
    if (head === undefined || read >= this.#pipe.end) return
    // A large request, always the first, is several packets: while it is being read, or may be at any moment, nothing can be taken.
    if (!isPacket(head.exec.request) && read < head.to) return
    const recalled = this.#slots.takeBackUnread(this.#pipe, all ? undefined : head)
    if (recalled === undefined) return
    const { first } = this.#slots
    if (first !== undefined && first !== head) this.#lead(first, performance.now())
    if (this.#slots.length < 2) this.#recallAt = never
    if (recalled.length > 0) this.#host.recalled(recalled)
  }

  #refresh(slot: Slot): void {
    if (this.#options.execTtlMs <= 0 || slot.stopSent) return
    slot.deadline = performance.now() + this.#options.execTtlMs
    this.#host.watch(slot.deadline)
  }

  #pause(slot: Slot): void {
    // The caller may have gone inside its own call.
    if (slot.exec.cancelled) return
    this.#paused = slot
    slot.deadline = never
    this.#relay.pause()
  }

  #stopStream(slot: Slot): void {
    if (slot.stopSent) return
    slot.stopSent = true
    slot.deadline = performance.now() + this.#options.streamTimeoutMs
    this.#host.watch(slot.deadline)
    this.#pipe.send(encodeFrame(0, [0, slot.id], '', StreamBit.stop), 0)
  }
}
