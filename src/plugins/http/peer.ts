import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { addressOf, peerText } from './request/remote-address.ts'

/** What a parse error on a connection needs to know of the request that came last there. */
export interface LastExchange {
  /** Its answer is written. */
  readonly isOver: boolean
  readonly isReadingBody: boolean
  /** The connection ends with its answer. */
  closeAfter(): void
  /** The rest of its body cannot come. */
  onBadBody(status: number, text: string): void
}

/** What is known of one connection, found out once. */
export class Peer {
  /** Address and port, as the log prints it. */
  readonly text: string
  /** The address alone, as PHP gets it. Kept here because taking it out of the text for each request was a fifteenth of our own code's time. */
  readonly address: string | undefined
  /** The connection is encrypted. */
  readonly secure: boolean
  last: LastExchange | undefined
  /** Set once an answer has said that it is the last one: what a client has sent behind that request is nobody's. */
  closing = false

  constructor(address: string | undefined, port: number | undefined, secure: boolean) {
    this.text = peerText(address, port)
    this.address = addressOf(this.text)
    this.secure = secure
  }
}

const key = Symbol('peer')

/** The peer of a connection. */
export function peerOf(socket: Socket): Peer {
  const holder = socket as Socket & { [key]?: Peer }
  holder[key] ??= new Peer(socket.remoteAddress, socket.remotePort, (socket as Partial<TLSSocket>).encrypted === true)
  return holder[key]
}
