import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { parseJson, stringifyJson } from '../lib/big-json.ts'
import { systemErrorText } from '../lib/system-error.ts'
import { Flag } from './frame.ts'
import { encodeRpcFrame, RpcFrameReader } from './rpc-frame.ts'

/** The server answered a call with an error; its text is the message. */
export class RpcServiceError extends Error {
  override readonly name = 'RpcServiceError'
}

/** A connection to an RPC server, ours or RoadRunner's. Calls may overlap. */
export interface RpcClient {
  /** Calls a method with a JSON argument. Integers beyond 2^53 in the result are bigint. Rejects with RpcServiceError. */
  call<T = unknown>(method: string, argument: unknown): Promise<T>
  /** Calls a method whose argument and result are protobuf messages. */
  callProto(method: string, argument: Uint8Array): Promise<Buffer>
  /** Ends the connection; calls without an answer reject. */
  close(): void
}

/** How long to wait. */
export interface RpcClientOptions {
  /** For the connection, and for each answer; default: as long as it takes. */
  readonly timeoutMs?: number
}

const invalidDsn = 'invalid socket DSN (tcp://:6001, unix://file.sock)'
const sequenceLimit = 2 ** 32

/** Connects to `tcp://host:port` or `unix://path`. Rejects with the texts of RoadRunner's client. Follows: spec 02 §1.12. */
export async function connectRpc(address: string, options: RpcClientOptions = {}): Promise<RpcClient> {
  const [scheme, target, rest] = address.split('://')
  if ((scheme !== 'tcp' && scheme !== 'unix') || target === undefined || rest !== undefined) throw new Error(invalidDsn)
  const { timeoutMs = 0 } = options
  const socket = connect(scheme === 'unix' ? { path: target } : hostAndPort(target))
  const deadline = timeoutMs > 0 ? setTimeout(() => socket.destroy(new Error('i/o timeout')), timeoutMs) : undefined
  try {
    await once(socket, 'connect')
  } catch (error) {
    throw new Error(`dial ${scheme} ${target}: ${dialErrorText(error)}`, { cause: error })
  } finally {
    clearTimeout(deadline)
  }
  return new SocketRpcClient(socket, timeoutMs)
}

function hostAndPort(target: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(target) ?? invalidTarget()
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

function invalidTarget(): never {
  throw new Error(invalidDsn)
}

/** `connect: connection refused`; a name with several addresses fails with one error for each. */
function dialErrorText(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const { syscall } = first as NodeJS.ErrnoException
  return syscall === undefined ? systemErrorText(first) : `${syscall}: ${systemErrorText(first)}`
}

interface Pending {
  readonly settle: (flags: number, body: Buffer) => void
  readonly fail: (error: Error) => void
}

class SocketRpcClient implements RpcClient {
  readonly #socket: Socket
  readonly #timeoutMs: number
  readonly #pending = new Map<number, Pending>()
  #sequence = 0
  #failure: Error | undefined

  constructor(socket: Socket, timeoutMs: number) {
    this.#socket = socket
    this.#timeoutMs = timeoutMs
    const reader = new RpcFrameReader((flags, sequence, _method, body) =>
      this.#pending.get(sequence)?.settle(flags, body),
    )
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      if (!reader.push(chunk)) socket.destroy(new Error('Cannot read the answer: no RPC frame'))
    })
    socket.on('error', (error) => this.#fail(new Error(systemErrorText(error), { cause: error })))
    socket.on('close', () => this.#fail(new Error('connection is shut down')))
  }

  async call<T = unknown>(method: string, argument: unknown): Promise<T> {
    const body = await this.#request(Flag.json, method, stringifyJson(argument))
    return parseJson(body.toString()) as T
  }

  callProto(method: string, argument: Uint8Array): Promise<Buffer> {
    return this.#request(Flag.proto, method, argument)
  }

  close(): void {
    this.#socket.end()
    this.#fail(new Error('connection is shut down'))
  }

  #request(codec: number, method: string, argument: string | Uint8Array): Promise<Buffer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    this.#sequence = (this.#sequence + 1) % sequenceLimit
    const sequence = this.#sequence
    return new Promise<Buffer>((resolve, reject) => {
      const timer =
        this.#timeoutMs > 0 ? setTimeout(() => this.#timedOut(sequence, method), this.#timeoutMs) : undefined
      const done = (): void => {
        clearTimeout(timer)
        this.#pending.delete(sequence)
      }
      this.#pending.set(sequence, {
        settle(flags, body) {
          done()
          if ((flags & Flag.error) !== 0) reject(new RpcServiceError(body.toString()))
          else resolve(Buffer.from(body))
        },
        fail(error) {
          done()
          reject(error)
        },
      })
      this.#socket.write(encodeRpcFrame(codec, sequence, method, argument))
    })
  }

  #timedOut(sequence: number, method: string): void {
    this.#pending.get(sequence)?.fail(new Error(`${method}: no answer within ${this.#timeoutMs} ms`))
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const pending of this.#pending.values()) pending.fail(this.#failure)
  }
}
