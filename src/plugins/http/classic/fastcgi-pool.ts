import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { RRError } from '../../../lib/errors.ts'
import type { EncodedRequest, ExecHandler, Execution, Pool } from '../../../pool/contract.ts'
import { queueFull } from '../../../pool/failures.ts'
import { type CgiHead, encodeHead, headCodec } from './cgi-head.ts'
import { type FcgiAnswerEvents, FcgiAnswerReader, requestParts, requestRecords } from './fcgi-client.ts'

/** Which php-fpm, and its limits. */
export interface FastcgiPoolOptions {
  /** `tcp://host:port` or `unix:///path.sock`. */
  readonly address: string
  /** Longest silence of a request that runs, milliseconds; 0 means no limit. */
  readonly ttlMs: number
  /** Most requests at a time; more are refused. 0 means 1000. */
  readonly maxRequests: number
}

const maxRequestsDefault = 1000
const noBytes = Buffer.alloc(0)

/** Where an address leads. Raises RR_HTTP_FASTCGI_ADDRESS. */
export function fastcgiAddress(address: string): NetConnectOpts {
  const unix = /^unix:(?:\/\/)?(\/[^/].*)$/.exec(address)?.[1]
  if (unix !== undefined) return { path: unix }
  const [, host = '', port = ''] = /^(?:tcp:\/\/)?(\[[^\]]+\]|[^:/]+):(\d{1,5})$/.exec(address) ?? []
  if (host === '') throw new RRError('RR_HTTP_FASTCGI_ADDRESS', [address])
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** Requests for a php-fpm that somebody else runs: a connection for each, as web servers do it. */
export class FastcgiPool implements Pool {
  readonly debug = false
  readonly #options: FastcgiPoolOptions
  readonly #target: NetConnectOpts
  readonly #calls = new Set<FastcgiCall>()
  #onQuiet: (() => void) | undefined
  onFreeWorker: (() => void) | undefined
  onRoom: (() => void) | undefined

  constructor(options: FastcgiPoolOptions) {
    this.#options = options
    this.#target = fastcgiAddress(options.address)
  }

  get hasFreeWorker(): boolean {
    return this.queueSize < (this.#options.maxRequests || maxRequestsDefault)
  }

  get hasRoom(): boolean {
    return this.hasFreeWorker
  }

  get queueSize(): number {
    return this.#calls.size
  }

  exec(request: EncodedRequest, handler: ExecHandler): Execution {
    const call = new FastcgiCall(this.#options, handler, (ended) => this.#ended(ended))
    const free = this.hasFreeWorker
    this.#calls.add(call)
    if (free) call.start(connect(this.#target), request)
    else queueMicrotask(() => call.fail(queueFull()))
    return call
  }

  workers(): Promise<[]> {
    return Promise.resolve([])
  }

  countByState(): Readonly<Record<string, number>> {
    return { ready: 1 }
  }

  /** Not ours to add. */
  addWorker(): Promise<void> {
    return Promise.resolve()
  }

  removeWorker(): Promise<void> {
    return Promise.resolve()
  }

  /** Whoever runs the processes reloads them. */
  reset(): Promise<void> {
    return Promise.resolve()
  }

  async destroy(graceMs: number): Promise<void> {
    if (this.#calls.size === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, graceMs)
    this.#onQuiet = resolve
    await promise
    clearTimeout(timer)
    for (const call of this.#calls) call.fail(new Error('the server stops'))
  }

  #ended(call: FastcgiCall): void {
    this.#calls.delete(call)
    if (this.#calls.size === 0) this.#onQuiet?.()
  }
}

/** One request on its connection. */
class FastcgiCall implements Execution, FcgiAnswerEvents {
  readonly #options: FastcgiPoolOptions
  readonly #handler: ExecHandler
  readonly #onEnd: (call: FastcgiCall) => void
  readonly #reader = new FcgiAnswerReader(this)
  #socket: Socket | undefined
  #head: CgiHead | undefined
  #parts: Buffer[] = []
  #outcome: { readonly error: Error | undefined } | undefined
  #over = false

  constructor(options: FastcgiPoolOptions, handler: ExecHandler, onEnd: (call: FastcgiCall) => void) {
    this.#options = options
    this.#handler = handler
    this.#onEnd = onEnd
  }

  start(socket: Socket, { bytes, receiptBytes }: EncodedRequest): void {
    const { params, body } = requestParts(bytes, receiptBytes)
    this.#socket = socket
    socket.setTimeout(this.#options.ttlMs, () => this.fail(this.#failure('no word for too long (exec_ttl)')))
    socket.on('error', ({ message }) => this.fail(this.#failure(message)))
    socket.on('close', () => this.fail(this.#failure('the connection was closed')))
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.cork()
    for (const part of requestRecords(params, body, false)) socket.write(part)
    socket.uncork()
  }

  resume(): void {
    this.#socket?.resume()
  }

  cancel(): void {
    this.#finish()
  }

  withdraw(): boolean {
    return false
  }

  fail(error: Error): void {
    if (this.#over) return
    this.#finish()
    this.#handler.onError(error)
  }

  onHead(head: CgiHead): void {
    this.#head = head
  }

  onBody(bytes: Buffer): void {
    this.#parts.push(bytes)
  }

  onStderr(): void {}

  onEnd(error: Error | undefined): void {
    this.#outcome = { error }
  }

  #take(chunk: Buffer): void {
    if (this.#over) return
    try {
      this.#reader.push(chunk)
    } catch (error) {
      return this.fail(this.#failure((error as Error).message))
    }
    if (this.#outcome?.error !== undefined) return this.fail(this.#failure(this.#outcome.error.message))
    const last = this.#outcome !== undefined
    if (!last && this.#head === undefined && this.#parts.length === 0) return
    this.#pass(last)
  }

  #pass(last: boolean): void {
    const context = this.#head === undefined ? noBytes : encodeHead(this.#head)
    const body = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts)
    this.#head = undefined
    this.#parts = []
    if (last) this.#finish()
    if (!this.#handler.onPart(context, body, headCodec, !last) && !last) this.#socket?.pause()
  }

  #failure(reason: string): Error {
    return new RRError('RR_HTTP_FASTCGI_FAILED', [this.#options.address, reason])
  }

  #finish(): void {
    if (this.#over) return
    this.#over = true
    this.#socket?.destroy()
    this.#onEnd(this)
  }
}
