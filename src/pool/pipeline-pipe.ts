import { Flag, frameBytes, headerBytes } from '../goridge/frame.ts'
import type { Relay } from '../goridge/relay.ts'
import type { EncodedRequest } from '../goridge/request.ts'
import { packetMaxBytes } from '../os/packet-fifos.ts'

const nowhere = Number.POSITIVE_INFINITY
const namedHeaderBytes = frameBytes(2, 0)

/**
 * The way to a worker that reads one packet at a time, and a count of its bytes: what lies in it has not been read. Positions count the bytes
 * sent since the pipe was last known to be empty.
 */
export class PacketPipe {
  readonly #relay: Relay
  readonly #takeBack: () => Buffer[] | undefined
  #sent = 0

  /** `takeBack` takes all that is unread out of the pipe, a buffer for each packet, in order; or answers undefined, and takes nothing. */
  constructor(relay: Relay, takeBack: () => Buffer[] | undefined) {
    this.#relay = relay
    this.#takeBack = takeBack
  }

  /** Sends bytes `from` … end. Answers at which position they begin: infinitely far away when nothing was taken. */
  send(bytes: Buffer, from: number): number {
    const at = this.#sent
    if (!this.#relay.send(bytes, from)) return nowhere
    this.#sent += bytes.length - from
    return at
  }

  /** Where the next bytes will begin. */
  get end(): number {
    return this.#sent
  }

  /** True when the kernel has taken all that was sent. */
  get settled(): boolean {
    return this.#relay.unsentBytes === 0
  }

  /** Up to where the worker has read; infinitely far where nobody knows. */
  get readUpTo(): number {
    const unread = this.settled ? this.#relay.unreadBytes() : undefined
    return unread === undefined ? nowhere : this.#sent - unread
  }

  /** The worker has read everything: positions begin anew. */
  restart(): void {
    this.#sent = 0
  }

  /** Takes out what is unread, and begins anew. Undefined, and nothing has changed, when that is not possible now. */
  takeBack(): Buffer[] | undefined {
    const packets = this.#takeBack()
    if (packets !== undefined) this.restart()
    return packets
  }
}

/** Whether the request's frame goes into the pipe as one packet: only then can it be sent behind another. */
export function isPacket({ bytes, payloadAt }: EncodedRequest): boolean {
  return bytes.length - payloadAt + namedHeaderBytes <= packetMaxBytes
}

/** The id of the request whose frame that is; 0 for any other frame. */
export function requestIdIn(packet: Buffer): number {
  const isRequest =
    packet.length >= namedHeaderBytes && ((packet[1] as number) & Flag.control) === 0 && packet[10] === 0
  return isRequest ? packet.readUInt32LE(headerBytes + 4) : 0
}
