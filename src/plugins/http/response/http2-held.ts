import type { ServerHttp2Session } from 'node:http2'

/** What one connection may keep for streams that are over, before it is ended: a client that resets streams and reads nothing. */
const heldMaxBytes = 16 * 1024 * 1024

/**
 * Memory that a connection in HTTP/2 may still send from although the stream is over: Node reports the writes of a stream that was reset as
 * done while a frame of them is half in the socket, and keeps no hold on it. Freed, it would be the next answer's, and go to the wrong client.
 * It is kept until the client has answered a PING, which is sent behind that frame, or the connection is over.
 */
export class HeldBuffers {
  readonly #session: ServerHttp2Session
  /** Held since the PING that is under way was sent. */
  #late: Buffer[] = []
  #asked: Buffer[] | undefined
  #bytes = 0

  constructor(session: ServerHttp2Session) {
    this.#session = session
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#bytes
  }

  add(buffer: Buffer): void {
    if (this.#session.destroyed) return
    this.#late.push(buffer)
    this.#bytes += buffer.length
    if (this.#bytes > heldMaxBytes) this.#session.destroy()
    else if (this.#asked === undefined) this.#ask()
  }

  #ask(): void {
    const asked = this.#late
    this.#asked = asked
    this.#late = []
    this.#session.ping((error) => {
      if (error !== null) return
      for (const buffer of asked) this.#bytes -= buffer.length
      this.#asked = undefined
      if (this.#late.length > 0) this.#ask()
    })
  }
}
