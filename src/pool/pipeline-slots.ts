import type { Outcome } from './conversation.ts'
import type { Exec } from './exec.ts'
import { type PacketPipe, requestIdIn } from './pipeline-pipe.ts'

/** One request that the worker has. */
export interface Slot {
  readonly exec: Exec
  readonly id: number
  /** Where its frame lies in the pipe; `wasRead` once the worker is known to have read it. */
  from: number
  to: number
  /** When it, or the next chunk of its stream, is cut off. Set once it is the first. */
  deadline: number
  streamed: boolean
  stopSent: boolean
  outcome: Outcome | undefined
}

const wasRead = Number.NEGATIVE_INFINITY

/** The requests that a worker has, oldest first. An array: a Map that changes with each request keeps the dead alive until a full collection. */
export class Slots {
  readonly #slots: Slot[] = []

  get length(): number {
    return this.#slots.length
  }

  /** The oldest: the one that the worker does, or does next. */
  get first(): Slot | undefined {
    return this.#slots[0]
  }

  get all(): readonly Slot[] {
    return this.#slots
  }

  push(slot: Slot): void {
    this.#slots.push(slot)
  }

  byId(id: number): Slot | undefined {
    for (const slot of this.#slots) if (slot.id === id) return slot
    return undefined
  }

  byExec(exec: Exec): Slot | undefined {
    for (const slot of this.#slots) if (slot.exec === exec) return slot
    return undefined
  }

  /** Answers whether it was the oldest. */
  remove(slot: Slot): boolean {
    const index = this.#slots.indexOf(slot)
    this.#slots.splice(index, 1)
    return index === 0
  }

  /** Takes all out, oldest first. */
  clear(): readonly Slot[] {
    return this.#slots.splice(0)
  }

  /**
   * Takes back the packets that the worker has not read, and sends again what is not of a request, or of the one that `stays`; but a request
   * whose caller is gone never goes back. Answers the others, which the worker has no more; undefined when nothing can be taken now.
   */
  takeBackUnread(pipe: PacketPipe, stays: Slot | undefined): readonly Exec[] | undefined {
    const packets = pipe.takeBack()
    if (packets === undefined) return undefined
    for (const slot of this.#slots) slot.from = slot.to = wasRead
    return packets.flatMap((packet) => this.#takeOrSendAgain(packet, pipe, stays))
  }

  #takeOrSendAgain(packet: Buffer, pipe: PacketPipe, stays: Slot | undefined): readonly Exec[] {
    const slot = this.byId(requestIdIn(packet))
    if (slot !== undefined && (slot !== stays || slot.exec.cancelled)) {
      this.remove(slot)
      return [slot.exec]
    }
    const from = pipe.send(packet, 0)
    if (slot !== undefined) {
      slot.from = from
      slot.to = pipe.end
    }
    return []
  }
}
