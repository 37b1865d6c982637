import type { Readable } from 'node:stream'
import type { HeaderNames } from '../header-names.ts'
import type { Incoming } from '../message.ts'
import type { Peer } from '../peer.ts'
import type { ResponseWriter } from '../response/writer.ts'

/** What a listener hands its requests to: it knows nothing of how they are answered. */
export interface ExchangeHost {
  /** Spellings of header names, for writers. */
  readonly responseNames: HeaderNames
  /** Takes a request, which begins with `start`. */
  open(head: Incoming, body: Readable, writer: ResponseWriter, peer: Peer): OpenExchange
}

/** A request that a listener has handed over. */
export interface OpenExchange {
  start(): void
  /** To be called once: the answer is sent, or the client is gone. */
  onClose(): void
}
