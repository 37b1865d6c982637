import { Readable } from 'node:stream'
import type { TraceSpan } from '../otel/contract.ts'
import { BodyPipe, type FilterMaker } from './body-pipe.ts'
import type { Script } from './classic/script.ts'
import type { Exchange, ExchangeEnd, ExchangeHandler, ExchangeRequest, ExchangeResponse } from './contract.ts'
import type { ExchangeEnv } from './env.ts'
import { HttpExchange } from './exchange.ts'
import { HeaderList } from './header-list.ts'
import type { Incoming } from './message.ts'
import { OwnBody } from './own-body.ts'
import type { Peer } from './peer.ts'
import type { RequestLine } from './request/request.ts'
import type { ResponseWriter } from './response/writer.ts'

const noBytes = Buffer.alloc(0)

/** The innermost layer: hands the request to PHP. */
export const callPhp: ExchangeHandler = (exchange) => {
  if (!(exchange instanceof ChainedExchange))
    throw new TypeError('next() wants the exchange that the middleware was given')
  return exchange.callPhp()
}

/** As `callPhp`, for an application that is run script by script: this one. */
export function runScript(exchange: Exchange, script: Script): Promise<void> {
  if (!(exchange instanceof ChainedExchange)) throw new TypeError('a script wants the exchange of its layer')
  exchange.script = script
  return exchange.callPhp()
}

/**
 * An exchange that goes through middleware. The answer of PHP is held (and PHP made to wait) from its head until the outermost
 * layer has returned; then it flows as in a plain exchange, or through the filters that layers have added.
 */
export class ChainedExchange extends HttpExchange implements Exchange {
  readonly request: ExchangeRequest
  readonly response: ExchangeResponse = { status: 200, headers: new HeaderList() }
  span: TraceSpan | undefined = undefined
  /** What runs, when the application is run script by script. */
  script: Script | undefined
  readonly #chain: ExchangeHandler
  readonly #head = Promise.withResolvers<void>()
  readonly #onEnd: ((end: ExchangeEnd) => void)[] = []
  #called = false
  /** Answered here instead of by PHP. */
  #own: Buffer | OwnBody | undefined
  #filters: FilterMaker[] = []
  /** Present once the answer goes through filters, or comes from a stream of ours. */
  #pipe: BodyPipe | undefined
  #headSent = false
  #held: Buffer[] = []
  #heldLast = false
  #committed = false
  /** What the client gets is not the whole body. */
  #cut = false

  constructor(
    env: ExchangeEnv,
    head: Incoming,
    body: Readable,
    writer: ResponseWriter,
    peer: Peer,
    chain: ExchangeHandler,
  ) {
    super(env, head, body, writer, peer)
    this.#chain = chain
    const { method, target, protocol, rawHeaders, remoteAddress } = this.line()
    this.request = {
      method,
      target,
      protocol,
      headers: new HeaderList(rawHeaders),
      secure: peer.secure,
      remoteAddress,
      attributes: new Map(),
    }
  }

  override start(): void {
    void this.#run()
  }

  respond(status: number, body: string | Uint8Array | Readable = noBytes): void {
    this.#dropOwn()
    this.#filters = []
    this.response.status = status
    this.#own = body instanceof Readable ? new OwnBody(body) : bytesOf(body)
  }

  filterBody(make: FilterMaker): void {
    this.#filters.push(make)
  }

  onEnd(callback: (end: ExchangeEnd) => void): void {
    this.#onEnd.push(callback)
  }

  /** Runs what lies behind the middleware; resolves when the head of the answer is here. */
  callPhp(): Promise<void> {
    if (this.#called) return Promise.reject(new Error('next() was called twice'))
    this.#called = true
    if (!this.isOver) this.handle(this.#changedLine())
    return this.#head.promise
  }

  override begin(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    if (this.#committed) return super.begin(status, pairs, body, last)
    this.response.status = status
    for (let at = 0; at < pairs.length; at += 2) this.response.headers.add(pairs[at] as string, pairs[at + 1] as string)
    this.#hold(body, last)
    this.#head.resolve()
    return last
  }

  override more(body: Buffer, last: boolean): boolean {
    if (this.#pipe !== undefined) return this.#pipe.write(body, last)
    if (this.#committed) return super.more(body, last)
    this.#hold(body, last)
    return last
  }

  override interim(status: number, pairs: readonly string[]): void {
    super.interim(status, [...this.response.headers.toPairs(), ...pairs])
  }

  override onError(error: Error): void {
    this.#cut = true
    super.onError(error)
  }

  protected override clientLeft(): void {
    this.#cut = true
    super.clientLeft()
    this.#head.resolve()
  }

  protected override resume(): void {
    if (this.#pipe === undefined) super.resume()
    else this.#pipe.drain()
  }

  protected override ended(status: number, bodyBytes: number): void {
    this.#dropOwn()
    this.#pipe?.destroy()
    for (const callback of this.#onEnd) this.#guard(() => callback({ status, bodyBytes, complete: !this.#cut }))
  }

  async #run(): Promise<void> {
    try {
      await this.#chain(this)
      // A layer may have called next() without waiting for it.
      if (this.#called && this.#own === undefined) await this.#head.promise
      this.#commit()
    } catch (error) {
      this.#crash(error)
    }
  }

  #changedLine(): RequestLine {
    const { method, target, protocol, headers, remoteAddress, attributes } = this.request
    const given = attributes.size > 0 ? attributes : undefined
    const rawHeaders = headers.toPairs()
    return { method, target, protocol, rawHeaders, remoteAddress, attributes: given, script: this.script }
  }

  #hold(body: Buffer, last: boolean): void {
    if (body.length > 0) this.#held.push(Buffer.from(body))
    this.#heldLast = last
  }

  #commit(): void {
    this.#committed = true
    if (this.isOver) return this.#dropOwn()
    if (this.#own !== undefined || !this.#called) return this.#sendOwn(this.#own ?? noBytes)
    const held = Buffer.concat(this.#held)
    this.#held = []
    const flowing =
      this.#filters.length > 0
        ? this.#openPipe(() => super.resume()).write(held, this.#heldLast)
        : super.begin(this.response.status, this.response.headers.toPairs(), held, this.#heldLast)
    if (flowing && !this.#heldLast) super.resume()
  }

  #sendOwn(body: Buffer | OwnBody): void {
    if (this.#called && !this.#heldLast) this.cancel()
    const { headers, status } = this.response
    if (body instanceof OwnBody) {
      const pipe = this.#openPipe(() => body.resume())
      if (this.head.method === 'HEAD') return void pipe.write(noBytes, true)
      return body.start({ write: (bytes, last) => pipe.write(bytes, last), fail: (error) => this.#broken(error) })
    }
    if (body.length > 0) headers.set('Content-Length', String(body.length))
    if (this.#filters.length > 0) this.#openPipe(() => {}).write(body, true)
    else super.begin(status, headers.toPairs(), body, true)
  }

  #openPipe(resume: () => void): BodyPipe {
    const write = (bytes: Buffer, last: boolean): boolean => this.#sendPiped(bytes, last)
    this.#pipe = new BodyPipe(this.#filters, { write, resume, fail: (error) => this.#broken(error) })
    return this.#pipe
  }

  #sendPiped(bytes: Buffer, last: boolean): boolean {
    if (this.isOver) return true
    if (this.#headSent) return super.more(bytes, last)
    this.#headSent = true
    return super.begin(this.response.status, this.response.headers.toPairs(), bytes, last)
  }

  /** The body cannot be finished: what is sent is cut off, so that nobody takes it for whole. */
  #broken(error: Error): void {
    if (this.isOver) return
    this.#cut = true
    this.env.log.error('internal server error', { message: error })
    if (this.#called && !this.#heldLast) this.cancel()
    if (this.#headSent) return this.writer.destroy()
    this.#headSent = true
    super.fail(error)
  }

  /** A layer failed: this request is answered 500, whatever PHP had to say. */
  #crash(error: unknown): void {
    this.#cut = true
    this.env.log.error('internal server error', { message: error instanceof Error ? error : String(error) })
    if (this.#called && !this.#heldLast) this.cancel()
    this.#committed = true
    this.#dropOwn()
    if (!this.isOver) super.fail(error)
  }

  #dropOwn(): void {
    if (this.#own instanceof OwnBody) this.#own.destroy()
  }

  #guard(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.env.log.error('internal server error', { message: error instanceof Error ? error : String(error) })
    }
  }
}

function bytesOf(body: string | Uint8Array): Buffer {
  if (typeof body === 'string') return Buffer.from(body)
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}
