import type { Socket } from 'node:net'
import type { HttpExchange } from './exchange.ts'
import { peerText } from './request/remote-address.ts'

/** What is known of one connection, found out once. */
export class Peer {
  /** Address and port, as the log prints it. */
  readonly text: string
  /** The request that came last: the one that a parse error on this connection is about. */
  last: HttpExchange | undefined

  constructor(socket: Socket) {
    this.text = peerText(socket.remoteAddress, socket.remotePort)
  }
}

const key = Symbol('peer')

/** The peer of a connection. */
export function peerOf(socket: Socket): Peer {
  const holder = socket as Socket & { [key]?: Peer }
  holder[key] ??= new Peer(socket)
  return holder[key]
}
