import type { Readable } from 'node:stream'
import { encodeRequest } from '../../goridge/request.ts'
import type { ExecHandler, Execution } from '../../pool/contract.ts'
import { accessFactsOf } from './access-log.ts'
import type { BodyError, BodySink, BodySource, FormedBody } from './body/formed.ts'
import { openBody, refusal } from './body/open-body.ts'
import type { Backend, ExchangeEnv } from './env.ts'
import { ExchangeLog } from './exchange-log.ts'
import { type Incoming, protocolOf } from './message.ts'
import type { LastExchange, Peer } from './peer.ts'
import { hasBody } from './request/body-class.ts'
import type { RequestFacts } from './request/context.ts'
import { parseRequest, type RequestLine } from './request/request.ts'
import { Answer, type AnswerTarget } from './response/answer.ts'
import { plainErrorHeaders } from './response/error-page.ts'
import { failureAnswer } from './response/failure-answer.ts'
import { Outcome, type ResponseWriter, refusedText } from './response/writer.ts'
import type { SlowFacts } from './slow-log.ts'

const noBytes = Buffer.alloc(0)
const noPairs: readonly string[] = []
/** Status in the log for a client that left before its answer. */
const clientGone = 499

/**
 * One request from its head to the end of its answer: reads the body, hands the request to the pool and writes what comes back.
 * On the way there is no promise and no timer. Follows: spec 03 §3, §5, §6
 */
export class HttpExchange implements ExecHandler, BodySink, AnswerTarget, LastExchange {
  protected readonly env: ExchangeEnv
  protected readonly head: Incoming
  protected readonly writer: ResponseWriter
  protected readonly peer: Peer
  readonly #stream: Readable
  readonly #answer = new Answer(this)
  readonly #log: ExchangeLog
  #line: RequestLine | undefined
  #facts: RequestFacts | undefined
  #backend: Backend
  #body: BodySource | undefined
  #execution: Execution | undefined
  #cancelled = false
  #phase: 'forming' | 'running' | 'done' = 'forming'
  #gone = false
  #closing = false
  #status = 200

  /** `body` gives what follows the head. */
  constructor(env: ExchangeEnv, head: Incoming, body: Readable, writer: ResponseWriter, peer: Peer) {
    this.env = env
    this.#backend = env.backend
    this.head = head
    this.writer = writer
    this.peer = peer
    this.#stream = body
    this.#log = new ExchangeLog(env.log)
    peer.last = this
    env.open++
  }

  get isOver(): boolean {
    return this.#phase === 'done'
  }

  get isReadingBody(): boolean {
    return this.#phase === 'forming' && this.#body !== undefined
  }

  closeAfter(): void {
    this.#closing = true
  }

  /** Begins. */
  start(): void {
    this.handle(this.line())
  }

  /** The connection is done with this exchange: its answer is sent, or its client is gone. */
  onClose(): void {
    this.env.open--
    if (this.#phase !== 'done') this.clientLeft()
  }

  onFormed({ chunks, parsed, uploads }: FormedBody): void {
    if (this.#phase === 'done') return
    const { codec, pool } = this.#backend
    const context = codec.encode(this.#facts as RequestFacts, parsed, uploads)
    const body = chunks.length > 0 ? chunks : parsed ? codec.emptyTree : noBytes
    this.#phase = 'running'
    const execution = pool.exec(encodeRequest(codec.flag, context, body), this)
    if (this.#cancelled) execution.cancel()
    else this.#execution = execution
  }

  onRefused(error: BodyError): void {
    this.#log.error('request forming error', error)
    this.#refuse(error.status, `serve_http: ${error.message}\n`)
  }

  onBadBody(status: number, text: string): void {
    this.#log.error('request forming error', text)
    this.#refuse(status, `serve_http: ${text}\n`)
  }

  onBroken(error: Error): void {
    if (this.#phase === 'done') return
    this.#log.error('write response error', error)
    this.#status = clientGone
    this.#finish()
  }

  onPart(context: Buffer, body: Buffer, codec: number, more: boolean): boolean {
    if (this.#phase === 'done') return true
    if (!this.#gone) return this.#answer.part(context, body, codec, !more)
    if (more) this.cancel()
    this.#finish()
    return true
  }

  onError(error: Error): void {
    if (this.#phase === 'done') return
    if (this.#gone) return this.#finish()
    this.#log.error(this.#answer.begun ? 'read stream' : 'execute', error)
    if (this.#answer.begun) return this.#endEarly()
    if (error.message.includes('Malformed UTF-8')) {
      this.env.log.warn('a worker cannot read bytes that are no UTF-8 in JSON: http.codec: protobuf passes them')
    }
    this.fail(error)
  }

  begin(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    this.#status = status
    const closing = this.#closing || this.env.closing
    const { writer } = this
    return this.#settle(
      last ? writer.complete(status, pairs, body, closing) : writer.start(status, pairs, body, closing),
      last,
    )
  }

  more(body: Buffer, last: boolean): boolean {
    const outcome = this.writer.write(body)
    if (last) this.writer.end()
    return this.#settle(outcome, last)
  }

  interim(status: number, pairs: readonly string[]): void {
    this.writer.interim(status, pairs)
  }

  fail(error: unknown): void {
    const { status, pairs, page } = failureAnswer(error, this.env.settings.internalErrorCode, this.#backend.debug)
    this.begin(status, pairs, page, true)
  }

  cancel(): void {
    this.#cancelled = true
    this.#execution?.cancel()
  }

  note(level: 'warn' | 'error', message: string, status: number): void {
    this.env.log[level](message, { status })
  }

  writeError(text: string): void {
    this.#log.writeError(text)
  }

  /** The request as it came. */
  protected line(): RequestLine {
    const { head } = this
    return {
      method: head.method as string,
      target: head.url as string,
      protocol: protocolOf(head),
      rawHeaders: head.rawHeaders,
      remoteAddress: this.peer.text,
      attributes: undefined,
    }
  }

  /** What lies behind every middleware: PHP. */
  protected handle(line: RequestLine): void {
    this.#line = line
    if (line.method === 'OPTIONS' && line.target === '*') return void this.begin(200, noPairs, noBytes, true)
    const facts = parseRequest(line, this.env.requestNames, this.peer)
    if (facts === undefined) return this.#refuse(400, '400 Bad Request')
    if (facts.remoteAddr === undefined) {
      this.env.log.warn('remote address parsing failure', { address: line.remoteAddress })
    }
    this.#facts = facts
    const backend = this.#route(facts)
    if (backend?.runsScripts !== (facts.script !== undefined)) return this.#refuse(400, '400 Bad Request')
    this.#backend = backend
    this.#openBody(facts)
  }

  protected clientLeft(): void {
    this.#gone = true
    if (!this.writer.headSent) this.#status = clientGone
    if (this.#phase === 'running') this.writeError('the client closed the connection')
    else this.#body?.stop()
    if (this.#phpReadsFiles()) return
    this.cancel()
    this.#finish()
  }

  /** Uploaded files stay until the answer of a worker that has them is here. */
  #phpReadsFiles(): boolean {
    if (this.#phase !== 'running' || this.#body?.cleanUp === undefined || this.#answer.begun) return false
    return this.#execution?.withdraw() === false
  }

  /** The worker may send on. */
  protected resume(): void {
    this.#execution?.resume()
  }

  /** Told once, at the end. */
  protected ended(_status: number, _bodyBytes: number): void {}

  /** RoadRunner ends what PHP has begun. What a script has begun is broken off, as by any web server: nobody must take it for the whole. */
  #endEarly(): void {
    if (!this.#backend.runsScripts) return void this.more(noBytes, true)
    this.writer.destroy()
    this.#finish()
  }

  #route({ method, head, url }: RequestFacts): Backend | undefined {
    const { routes, backend } = this.env
    return routes === undefined ? backend : routes.find(method, head.host, url)
  }

  #openBody(facts: RequestFacts): void {
    let body: FormedBody | BodySource
    try {
      body = openBody(this.#stream, facts, this.env.settings, this.env.log, this)
    } catch (error) {
      return this.onRefused(refusal(error))
    }
    if ('chunks' in body) return this.onFormed(body)
    this.#body = body
    this.writer.askForBody()
    body.start()
  }

  #settle(outcome: number, last: boolean): boolean {
    if (outcome === Outcome.blocked && !last) {
      this.writer.onDrain(() => this.resume())
      return false
    }
    const refused = outcome === Outcome.bodyless || outcome === Outcome.overflow
    if (refused) this.writeError(refusedText(outcome))
    if (refused && !last) {
      this.cancel()
      this.writer.end()
    }
    if (refused || last) this.#finish()
    return true
  }

  /**
   * Answers without PHP and closes. While the body still arrives, the answer is written whole but not ended, and what comes is
   * dropped for a while: a client that reads only after it has sent would otherwise find a reset.
   */
  #refuse(status: number, text: string): void {
    // What is still dropped of a refused body may break too: the client has its answer.
    if (this.writer.headSent || this.#phase === 'done') return
    this.#body?.stop()
    this.#closing = true
    const body = Buffer.from(text)
    const arriving = this.#facts !== undefined && hasBody(this.#facts.head) && this.writer.bodyArrives
    const pairs = [...plainErrorHeaders, 'Content-Length', String(body.length)]
    if (!arriving) return void this.begin(status, pairs, body, true)
    this.begin(status, pairs, body, false)
    this.writer.linger(() => void (this.isOver || this.more(noBytes, true)))
  }

  #finish(): void {
    if (this.#phase === 'done') return
    this.#phase = 'done'
    this.#body?.cleanUp?.()
    const line = this.#line
    if (line !== undefined)
      this.#log.access(this.env.settings.accessLogs, () =>
        accessFactsOf(this.head, line, this.#facts, {
          status: this.#status,
          readBytes: this.#body?.bytes ?? 0,
          writeBytes: this.writer.bodyBytes,
        }),
      )
    this.env.slowLog?.ended(this, this.#log.elapsedMs, () => this.#slowFacts())
    this.ended(this.#status, this.writer.bodyBytes)
  }

  #slowFacts(): SlowFacts {
    const { startedMs = 0, queuedMs = 0, pid = 0 } = this.#execution ?? {}
    const { method = '', target = '' } = this.#line ?? {}
    return { method, target, status: this.#status, route: this.#backend.name, startedMs, queuedMs, pid }
  }
}
