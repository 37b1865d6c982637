import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { type FcgiOutput, FcgiWriter } from '../response/fcgi-writer.ts'
import { fcgiHead } from './fcgi-head.ts'
import {
  EndStatus,
  endRecord,
  type FcgiRecord,
  RecordReader,
  RecordType,
  readPairs,
  records,
  writePairs,
} from './fcgi-records.ts'
import type { ExchangeHost, OpenExchange } from './host.ts'

/** Largest block of parameters of a request, as with headers over HTTP/1. */
const maxParamsBytes = 1024 * 1024

/** Requests that a front may have open on one connection. */
const maxRequests = 128

const responder = 1
const keepsConnection = 1
const noBytes = Buffer.alloc(0)

/** A request on its way in. */
interface FcgiRequest {
  readonly id: number
  readonly keepOpen: boolean
  readonly params: Buffer[]
  paramsBytes: number
  readonly body: Readable
  exchange: OpenExchange | undefined
  ended: boolean
}

/** One connection of a front server, which may carry several requests at once. Follows: spec 03 §2.7 */
export class FcgiConnection {
  readonly #socket: Socket
  readonly #host: ExchangeHost
  readonly #requests = new Map<number, FcgiRequest>()
  readonly #reader = new RecordReader((record) => this.#onRecord(record))
  #closing = false

  constructor(socket: Socket, host: ExchangeHost) {
    this.#socket = socket
    this.#host = host
    socket.on('data', (chunk: Buffer) => this.#onData(chunk))
    socket.on('error', () => {})
    socket.on('close', () => this.#onClose())
  }

  /** Ends the connection with the last of its requests. */
  closeWhenIdle(): void {
    this.#closing = true
    if (this.#requests.size === 0) this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #onData(chunk: Buffer): void {
    try {
      this.#reader.push(chunk)
    } catch {
      // What is no FastCGI has no answer in FastCGI.
      this.#socket.destroy()
    }
  }

  #onClose(): void {
    for (const request of this.#requests.values()) this.#forget(request)
  }

  #onRecord({ type, id, content }: FcgiRecord): void {
    if (id === 0) return this.#manage(type, content)
    if (type === RecordType.begin) return this.#begin(id, content)
    const request = this.#requests.get(id)
    if (request === undefined) return
    if (type === RecordType.params) this.#takeParams(request, content)
    else if (type === RecordType.stdin) this.#takeBody(request, content)
    else if (type === RecordType.abort) this.#end(request, true)
  }

  /** Questions about the server itself; FastCGI Specification §4. */
  #manage(type: number, content: Buffer): void {
    if (type !== RecordType.getValues) {
      this.#socket.write(records(RecordType.unknown, 0, Buffer.of(type, 0, 0, 0, 0, 0, 0, 0)))
      return
    }
    const known: Readonly<Record<string, string>> = {
      FCGI_MAX_CONNS: '1024',
      FCGI_MAX_REQS: '1024',
      FCGI_MPXS_CONNS: '1',
    }
    const asked = readPairs(content).filter((name, at) => at % 2 === 0 && known[name] !== undefined)
    this.#socket.write(
      records(RecordType.getValuesResult, 0, writePairs(asked.flatMap((name) => [name, known[name] as string]))),
    )
  }

  #begin(id: number, content: Buffer): void {
    if (content.length < 8 || this.#requests.has(id) || this.#requests.size >= maxRequests) return this.destroy()
    if (content.readUInt16BE(0) !== responder) {
      this.#socket.write(endRecord(id, EndStatus.unknownRole))
      return
    }
    this.#requests.set(id, {
      id,
      keepOpen: ((content[2] as number) & keepsConnection) !== 0,
      params: [],
      paramsBytes: 0,
      body: new Readable({ read: () => void this.#socket.resume() }),
      exchange: undefined,
      ended: false,
    })
  }

  #takeParams(request: FcgiRequest, content: Buffer): void {
    if (request.exchange !== undefined) return
    if (content.length === 0) return this.#open(request)
    request.paramsBytes += content.length
    if (request.paramsBytes > maxParamsBytes) return this.destroy()
    request.params.push(Buffer.from(content))
  }

  #takeBody(request: FcgiRequest, content: Buffer): void {
    if (content.length === 0) request.body.push(null)
    else if (!request.body.push(Buffer.from(content))) this.#socket.pause()
  }

  #open(request: FcgiRequest): void {
    const head = fcgiHead(readPairs(Buffer.concat(request.params)))
    request.params.length = 0
    if (head === undefined) return this.#refuse(request)
    const writer = new FcgiWriter(this.#host.responseNames, this.#outputOf(request), head.method === 'HEAD')
    request.exchange = this.#host.open(head, request.body, writer, head.peer)
    request.exchange.start()
  }

  #refuse(request: FcgiRequest): void {
    const text = 'cgi: no REQUEST_METHOD or invalid SERVER_PROTOCOL in environment'
    this.#socket.write(records(RecordType.stderr, request.id, Buffer.from(text)))
    this.#outputOf(request).write(Buffer.from('Status: 500 Internal Server Error\r\nContent-Type: text/html\r\n\r\n'))
    this.#end(request, false)
  }

  #outputOf(request: FcgiRequest): FcgiOutput {
    return {
      socket: this.#socket,
      write: (bytes) => request.ended || this.#socket.write(records(RecordType.stdout, request.id, bytes)),
      end: (broken) => this.#end(request, broken),
    }
  }

  /** FastCGI has no way to say that an answer is cut short but to end its connection. */
  #end(request: FcgiRequest, broken: boolean): void {
    if (request.ended) return
    if (broken && request.exchange !== undefined && this.#requests.size === 1) return this.destroy()
    this.#socket.write(
      Buffer.concat([records(RecordType.stdout, request.id, noBytes), endRecord(request.id, EndStatus.complete)]),
    )
    this.#forget(request)
    if (!request.keepOpen || (this.#closing && this.#requests.size === 0)) this.#socket.end()
  }

  #forget(request: FcgiRequest): void {
    request.ended = true
    this.#requests.delete(request.id)
    request.body.on('data', () => {})
    // What runs may be in the middle of its last call: it hears of the end after that.
    setImmediate(() => {
      request.exchange?.onClose()
      request.body.destroy()
    })
  }
}
