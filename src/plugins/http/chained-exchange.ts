import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange, ExchangeEnd, ExchangeHandler, ExchangeRequest, ExchangeResponse } from './contract.ts'
import type { ExchangeEnv } from './env.ts'
import { HttpExchange } from './exchange.ts'
import { HeaderList } from './header-list.ts'
import type { Peer } from './peer.ts'
import type { RequestLine } from './request/request.ts'

const noBytes = Buffer.alloc(0)

/** The innermost layer: hands the request to PHP. */
export const callPhp: ExchangeHandler = (exchange) => {
  if (!(exchange instanceof ChainedExchange))
    throw new TypeError('next() wants the exchange that the middleware was given')
  return exchange.callPhp()
}

/**
 * An exchange that goes through middleware. The answer of PHP is held (and PHP made to wait) from its head until the outermost
 * layer has returned; then it flows as in a plain exchange.
 */
export class ChainedExchange extends HttpExchange implements Exchange {
  readonly request: ExchangeRequest
  readonly response: ExchangeResponse = { status: 200, headers: new HeaderList() }
  readonly #chain: ExchangeHandler
  readonly #head = Promise.withResolvers<void>()
  readonly #onEnd: ((end: ExchangeEnd) => void)[] = []
  #called = false
  /** Answered here instead of by PHP. */
  #own: Buffer | undefined
  #held: Buffer[] = []
  #heldLast = false
  #committed = false

  constructor(
    env: ExchangeEnv,
    req: IncomingMessage,
    res: ServerResponse,
    peer: Peer,
    expectsContinue: boolean,
    chain: ExchangeHandler,
  ) {
    super(env, req, res, peer, expectsContinue)
    this.#chain = chain
    const { method, target, protocol, rawHeaders, remoteAddress } = this.line()
    this.request = {
      method,
      target,
      protocol,
      headers: new HeaderList(rawHeaders),
      remoteAddress,
      attributes: new Map(),
    }
  }

  override start(): void {
    void this.#run()
  }

  respond(status: number, body: string | Uint8Array = noBytes): void {
    this.response.status = status
    this.#own = Buffer.from(body as string)
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
    if (this.#committed) return super.more(body, last)
    this.#hold(body, last)
    return last
  }

  override interim(status: number, pairs: readonly string[]): void {
    super.interim(status, [...this.response.headers.toPairs(), ...pairs])
  }

  protected override clientLeft(): void {
    super.clientLeft()
    this.#head.resolve()
  }

  protected override ended(status: number, bodyBytes: number): void {
    for (const callback of this.#onEnd) this.#guard(() => callback({ status, bodyBytes }))
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
    return { method, target, protocol, rawHeaders: headers.toPairs(), remoteAddress, attributes: given }
  }

  #hold(body: Buffer, last: boolean): void {
    if (body.length > 0) this.#held.push(Buffer.from(body))
    this.#heldLast = last
  }

  #commit(): void {
    this.#committed = true
    if (this.isOver) return
    if (this.#own !== undefined || !this.#called) return this.#sendOwn(this.#own ?? noBytes)
    const pairs = this.response.headers.toPairs()
    const flowing = super.begin(this.response.status, pairs, Buffer.concat(this.#held), this.#heldLast)
    this.#held = []
    if (flowing && !this.#heldLast) this.resume()
  }

  #sendOwn(body: Buffer): void {
    if (this.#called && !this.#heldLast) this.cancel()
    const { headers } = this.response
    if (body.length > 0) headers.set('Content-Length', String(body.length))
    super.begin(this.response.status, headers.toPairs(), body, true)
  }

  /** A layer failed: this request is answered 500, whatever PHP had to say. */
  #crash(error: unknown): void {
    this.env.log.error('internal server error', { message: error instanceof Error ? error : String(error) })
    if (this.#called && !this.#heldLast) this.cancel()
    this.#committed = true
    if (!this.isOver) super.fail(error)
  }

  #guard(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.env.log.error('internal server error', { message: error instanceof Error ? error : String(error) })
    }
  }
}
