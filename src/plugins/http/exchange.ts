import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeRequest } from '../../goridge/request.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import type { ExecHandler, Execution } from '../../pool/contract.ts'
import { logAccess, timing } from './access-log.ts'
import type { BodyError, BodySink, BodySource, FormedBody } from './body/formed.ts'
import { openBody } from './body/open-body.ts'
import type { ExchangeEnv } from './env.ts'
import type { Peer } from './peer.ts'
import { bodyClassOf, hasBody } from './request/body-class.ts'
import type { RequestFacts } from './request/context.ts'
import { type RequestHead, readHead } from './request/head.ts'
import { addressOf } from './request/remote-address.ts'
import { parseTarget, type Target } from './request/target.ts'
import { escapeHtml, plainErrorHeaders } from './response/error-page.ts'
import { decodeHead } from './response/head.ts'
import { Outcome, ResponseWriter } from './response/writer.ts'

const noBytes = Buffer.alloc(0)
const noPairs: readonly string[] = []
/** How long a client whose body was refused may go on sending, so that it reads the answer instead of a reset. */
const lingerMs = 1000
/** Goes to the log for a client that left before its answer (nginx's word for it). */
const clientGone = 499
const validHost = /^[A-Za-z0-9!$%&'()*+,\-.:;=[\]_~]*$/

/** A request as a middleware may have changed it. */
export interface RequestLine {
  readonly method: string
  /** The raw request-target. */
  readonly target: string
  /** Names and values in turn, one character per byte. */
  readonly rawHeaders: readonly string[]
  /** Peer with port. */
  readonly remoteAddress: string
  readonly attributes: ReadonlyMap<string, readonly string[]> | undefined
}

/**
 * One request from its head to the end of its answer: reads the body, hands the request to the pool and writes what comes back.
 * Nothing here is a promise and nothing starts a timer, errors apart. Follows: spec 03 §3, §5, §6
 */
export class HttpExchange implements ExecHandler, BodySink {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly peer: Peer
  protected readonly env: ExchangeEnv
  protected readonly writer: ResponseWriter
  readonly #startedMs = performance.now()
  #line: RequestLine | undefined
  #target: Target | undefined
  #head: RequestHead | undefined
  #body: BodySource | undefined
  #execution: Execution | undefined
  #cancelled = false
  /** A head without bytes: sent with the first of them, or with the end. */
  #waitingHead: { readonly status: number; readonly pairs: readonly string[] } | undefined
  #phase: 'forming' | 'running' | 'answering' | 'done' = 'forming'
  #gone = false
  #closing = false
  /** The client waits for `100 Continue` before it sends the body. */
  expectsContinue = false
  status = 200

  constructor(env: ExchangeEnv, req: IncomingMessage, res: ServerResponse, peer: Peer) {
    this.env = env
    this.req = req
    this.res = res
    this.peer = peer
    this.writer = new ResponseWriter(res, env.responseNames)
    peer.last = this
    env.open.add(this)
  }

  /** Begins. */
  start(): void {
    const { req, peer } = this
    this.handle({
      method: req.method as string,
      target: req.url as string,
      rawHeaders: req.rawHeaders,
      remoteAddress: peer.text,
      attributes: undefined,
    })
  }

  get isReadingBody(): boolean {
    return this.#phase === 'forming' && this.#body !== undefined
  }

  get isOver(): boolean {
    return this.#phase === 'done'
  }

  /** This connection ends with this answer. */
  closeAfter(): void {
    this.#closing = true
  }

  /** What lies behind the middleware: PHP. */
  protected handle(line: RequestLine): void {
    this.#line = line
    if (line.method === 'OPTIONS' && line.target === '*') return void this.answer(200, noPairs, noBytes, true)
    const target = parseTarget(line.target)
    const head = readHead(this.env.requestNames, line.rawHeaders)
    this.#target = target
    this.#head = head
    if (target === undefined || head.hosts > 1 || !validHost.test(head.host))
      return this.#refuse(400, '400 Bad Request')
    this.#readBody(head, target)
  }

  onFormed({ chunks, parsed, uploads }: FormedBody): void {
    if (this.#gone) return this.#finish()
    this.#phase = 'running'
    const context = this.env.codec.encode(this.#facts(), parsed, uploads)
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : chunks
    const execution = this.env.pool.exec(encodeRequest(this.env.codec.flag, context, body), this)
    if (this.#cancelled) execution.cancel()
    else this.#execution = execution
  }

  onRefused(error: BodyError): void {
    this.env.log.error('request forming error', { ...timing(this.#elapsedMs()), error })
    this.#refuse(error.status, `serve_http: ${error.message}\n`)
  }

  onBroken(error: Error): void {
    if (this.#phase === 'done') return
    this.env.log.error('write response error', { ...timing(this.#elapsedMs()), error })
    this.status = clientGone
    this.#finish()
  }

  /** The rest of the body cannot come: its framing is broken, or it took too long. */
  onBadBody(status: number, text: string): void {
    this.env.log.error('request forming error', { ...timing(this.#elapsedMs()), error: text })
    this.#refuse(status, `serve_http: ${text}\n`)
  }

  onPart(context: Buffer, body: Buffer, codec: number, more: boolean): boolean {
    if (this.#phase === 'done') return true
    if (this.#gone) {
      if (more) this.#cancel()
      this.#finish()
      return true
    }
    try {
      return this.#phase === 'answering'
        ? this.continueAnswer(body, !more)
        : this.#firstPart(context, body, codec, !more)
    } catch (error) {
      this.#malformed(error, more)
      return true
    }
  }

  onError(error: Error): void {
    if (this.#phase === 'done') return
    if (this.#gone) return this.#finish()
    this.env.log.error(this.#phase === 'answering' ? 'read stream' : 'execute', { ...timing(this.#elapsedMs()), error })
    if (this.#phase === 'answering') return void this.continueAnswer(noBytes, true)
    if (error.message.includes('Malformed UTF-8')) {
      this.env.log.warn(
        'the worker could not decode the request as JSON: http.codec: protobuf passes bytes that are no UTF-8',
      )
    }
    this.#failure(error, error instanceof OpError && error.is('NoFreeWorkers') ? ['No-Workers', 'true'] : noPairs)
  }

  /** The connection is done with this exchange: its answer is sent, or its client is gone. */
  onClose(): void {
    this.env.open.delete(this)
    if (this.#phase !== 'done') this.#clientLeft()
    if (this.env.open.size === 0) this.env.onIdle()
  }

  /** Begins the answer; false when the worker should wait. Where a middleware is told of the answer first. */
  protected answer(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    this.status = status
    this.#phase = 'answering'
    const closing = this.#closing || this.env.closing
    const { writer } = this
    return this.#settle(
      last ? writer.complete(status, pairs, body, closing) : writer.start(status, pairs, body, closing),
      last,
    )
  }

  /** More of an answer that has begun. */
  protected continueAnswer(body: Buffer, last: boolean): boolean {
    const outcome = this.writer.write(body)
    if (last) this.writer.end()
    return this.#settle(outcome, last)
  }

  /** Sends a 1xx head. */
  protected interim(status: number, pairs: readonly string[]): void {
    this.writer.interim(status, pairs)
  }

  /** Gives the answer up: PHP is told to stop when it streams. */
  protected abandon(): void {
    this.#cancel()
    this.#finish()
  }

  #readBody(head: RequestHead, target: Target): void {
    const { env, req } = this
    const { method } = this.#line as RequestLine
    const kind = bodyClassOf(method, head.contentType, env.settings.rawBody)
    if (head.contentLength > env.settings.maxRequestBytes && kind !== 'none') this.expectsContinue = false
    this.#body = openBody({ kind, method, req, head, query: target.rawQuery, hasBody: hasBody(head) }, env, this)
    if (this.#body === undefined) return
    if (this.expectsContinue) this.res.writeContinue()
    this.#body.start()
  }

  #facts(): RequestFacts {
    const line = this.#line as RequestLine
    const target = this.#target as Target
    const head = this.#head as RequestHead
    return {
      remoteAddr: this.#remoteAddr(line.remoteAddress),
      protocol: this.req.httpVersionMinor === 0 ? 'HTTP/1.0' : 'HTTP/1.1',
      method: line.method,
      uri: target.absolute ? target.url : `http://${head.host}${target.url}`,
      rawQuery: target.rawQuery,
      head,
      attributes: line.attributes,
    }
  }

  #remoteAddr(peer: string): string {
    const address = addressOf(peer)
    if (address === undefined) this.env.log.warn('remote address parsing failure', { address: peer })
    return address ?? ''
  }

  /** Before the head: interim heads, then the one that counts. */
  #firstPart(context: Buffer, body: Buffer, codec: number, last: boolean): boolean {
    let head = this.#waitingHead
    if (head === undefined && context.length > 0) {
      head = decodeHead(context, codec)
      if (head.status >= 100 && head.status < 200) return this.#interimPart(head.status, head.pairs, body, last)
      if (head.status < 200 || head.status > 599) return this.#unknownStatus(head.status, last)
    }
    if (last || body.length > 0) return this.answer(head?.status ?? 200, head?.pairs ?? noPairs, body, last)
    this.#waitingHead = head
    return true
  }

  #interimPart(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    if (status === 101) {
      this.env.log.error('101 Switching Protocols is not supported, the frame was ignored')
    } else {
      if (body.length > 0) this.env.log.warn('informational response body was dropped', { status })
      this.interim(status, pairs)
    }
    return last ? this.answer(200, noPairs, noBytes, true) : true
  }

  #unknownStatus(status: number, last: boolean): boolean {
    const text = `unknown status code from worker: ${status}`
    this.#logWriteError(text)
    if (!last) this.#cancel()
    return this.answer(500, plainErrorHeaders, Buffer.from(`${text}\n`), true)
  }

  /** The answer cannot be read: this request fails, no other. */
  #malformed(error: unknown, more: boolean): void {
    this.#logWriteError(errorText(error))
    if (more) this.#cancel()
    if (this.#phase === 'running') this.#failure(error, noPairs)
    else this.res.destroy()
  }

  #failure(error: unknown, pairs: readonly string[]): void {
    const { settings } = this.env
    const page = settings.debug ? Buffer.from(escapeHtml(errorText(error))) : noBytes
    this.answer(settings.internalErrorCode, pairs, page, true)
  }

  #settle(outcome: number, last: boolean): boolean {
    if (outcome === Outcome.bodyless || outcome === Outcome.overflow) {
      this.#logWriteError(
        outcome === Outcome.overflow
          ? 'http: wrote more than the declared Content-Length'
          : 'http: request method or response status code does not allow body',
      )
      if (!last) this.#cancel()
      if (!last) this.writer.end()
      this.#finish()
    } else if (last) {
      this.#finish()
    } else if (outcome === Outcome.blocked) {
      this.res.once('drain', () => this.#execution?.resume())
      return false
    }
    return true
  }

  /** Answers before the body was read: what still arrives is dropped for a while, so that the client gets to read the answer. */
  #refuse(status: number, text: string): void {
    this.#body?.stop()
    this.#closing = true
    this.answer(status, plainErrorHeaders, Buffer.from(text), true)
    if (this.req.complete) return
    this.req.resume()
    const { socket } = this.req
    setTimeout(() => socket.destroy(), lingerMs).unref()
  }

  #clientLeft(): void {
    this.#gone = true
    if (this.status === 200 && !this.writer.headSent) this.status = clientGone
    if (this.#phase === 'forming') {
      this.#body?.stop()
      this.#finish()
      return
    }
    this.#logWriteError('the client closed the connection')
    // PHP may be about to read the files: they stay until its answer is here.
    if (this.#body?.cleanUp !== undefined && this.#phase === 'running') return
    this.#cancel()
    this.#finish()
  }

  #cancel(): void {
    this.#cancelled = true
    this.#execution?.cancel()
  }

  #logWriteError(text: string): void {
    this.env.log.error('write response (chunk) error', { ...timing(this.#elapsedMs()), error: text })
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedMs
  }

  #finish(): void {
    if (this.#phase === 'done') return
    this.#phase = 'done'
    this.#body?.cleanUp?.()
    if (this.#line !== undefined && this.env.log.enabled('info')) this.#logAccess(this.#line)
  }

  #logAccess(line: RequestLine): void {
    const { headers } = this.req
    logAccess(this.env.log, this.env.settings.accessLogs, {
      status: this.status,
      method: line.method,
      target: this.req.url as string,
      url: this.#target?.url ?? line.target,
      remoteAddress: line.remoteAddress,
      readBytes: this.#body?.bytes ?? 0,
      writeBytes: this.writer.bodyBytes,
      query: this.#target?.rawQuery ?? '',
      contentLength: this.#head?.contentLength ?? -1,
      host: headers.host ?? '',
      userAgent: headers['user-agent'] ?? '',
      referer: headers.referer ?? '',
      elapsedMs: this.#elapsedMs(),
    })
  }
}
