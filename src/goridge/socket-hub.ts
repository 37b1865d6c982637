import { createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { FrameDecoder } from './decoder.ts'
import { Flag } from './frame.ts'
import { noEvents, type Relay } from './relay.ts'
import { pidFrame, pidIn } from './request.ts'
import { SocketRelay } from './socket-relay.ts'

/** How long a peer may take to say its pid, and a worker that did may wait to be claimed. */
const strangerMs = 60_000
/** Longest frame a stranger may send. */
const greetingMaxBytes = 4096

/**
 * The socket that workers of all pools connect to. Each connection is asked for its pid on its own, so that a silent or malformed peer keeps
 * nobody waiting; who says a pid is handed to whoever started that process. Follows: spec 01 §3.2, §18 D3.
 */
export class SocketHub {
  readonly #server: Server
  readonly #arrived = new Map<number, Relay>()
  readonly #claims = new Map<number, (relay: Relay) => void>()

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#greet(socket))
  }

  /** Starts to listen; rejects when the address is taken. */
  listen(options: ListenOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(options, () => {
        this.#server.off('error', reject)
        this.#server.on('error', () => {})
        resolve()
      })
    })
  }

  /** The connection of the process with that pid, as soon as it is there. Rejects with the signal's reason. */
  claim(pid: number, signal: AbortSignal): Promise<Relay> {
    const relay = this.#arrived.get(pid)
    this.#arrived.delete(pid)
    if (relay !== undefined) return Promise.resolve(relay)
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#claims.delete(pid)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#claims.set(pid, (found) => {
        signal.removeEventListener('abort', abort)
        resolve(found)
      })
    })
  }

  /** Listens no longer; connections that were claimed live on. */
  close(): void {
    this.#server.close()
    for (const relay of this.#arrived.values()) relay.close()
    this.#arrived.clear()
  }

  #greet(socket: Socket): void {
    const relay = new SocketRelay(socket)
    let pid = 0
    const drop = (): void => {
      pid = 0
      relay.close()
    }
    const timer = setTimeout(drop, strangerMs).unref()
    const decoder = new FrameDecoder(
      {
        frame: (flags, _stream, _option, _optionCount, payload) => {
          pid = pid === 0 && (flags & Flag.control) !== 0 ? pidIn(payload) : 0
          if (pid === 0) drop()
        },
        large: drop,
        piece: drop,
        garbage: drop,
      },
      greetingMaxBytes,
    )
    relay.attach({
      onChunk: (chunk) => {
        decoder.push(chunk)
        if (pid === 0) return
        clearTimeout(timer)
        // Nothing may stand behind the answer: nobody would read it.
        if (decoder.atBoundary) this.#arrive(pid, relay)
        else drop()
      },
      onEnd: () => clearTimeout(timer),
    })
    relay.send(pidFrame, 0)
  }

  #arrive(pid: number, relay: Relay): void {
    relay.attach(noEvents)
    const claim = this.#claims.get(pid)
    this.#claims.delete(pid)
    if (claim !== undefined) return claim(relay)
    this.#arrived.get(pid)?.close()
    this.#arrived.set(pid, relay)
    this.#watchUnclaimed(pid, relay)
  }

  /** Who goes, or says more than it was asked for, before anybody wants it must not be taken for a worker that is there. */
  #watchUnclaimed(pid: number, relay: Relay): void {
    const forget = (): void => {
      if (this.#arrived.get(pid) !== relay) return
      this.#arrived.delete(pid)
      relay.close()
    }
    relay.attach({ onChunk: forget, onEnd: forget })
    setTimeout(forget, strangerMs).unref()
  }
}
