import { Flag } from '../../src/goridge/frame.ts'
import { encodeRequest } from '../../src/goridge/request.ts'
import type { ExecHandler, Execution, Pool } from '../../src/pool/contract.ts'
import type { RequestStep } from './scenario.ts'

/** A client of the pool: sends one request, and holds what comes of it. */
export class Client implements ExecHandler {
  readonly request: RequestStep
  /** Resolves with the end of the request, or when the client goes. */
  readonly done: Promise<void>
  /** What has come, and how it ended. */
  text = ''
  error: string | undefined
  ended = false
  gone = false
  /** What must never happen. */
  readonly faults: string[] = []
  readonly #resolve: () => void
  #execution: Execution | undefined
  #parts = 0

  constructor(pool: Pool, request: RequestStep) {
    this.request = request
    const { promise, resolve } = Promise.withResolvers<void>()
    this.done = promise
    this.#resolve = resolve
    const { id, steps, padding } = request
    const body = JSON.stringify({
      id,
      steps: steps.map(([step, argument]) => [step, argument ?? null]),
      filling: '.'.repeat(padding),
    })
    this.#execution = pool.exec(encodeRequest(Flag.json, 'c', Buffer.from(body)), this)
    if (request.goesAfter === 0) this.go()
  }

  onPart(_context: Buffer, body: Buffer, _codec: number, more: boolean): boolean {
    this.#expectNothingSaid('part')
    this.text += body.toString()
    this.#parts++
    if (!more) this.#end()
    else if (this.request.goesAfter === this.#parts) this.go()
    else if (this.request.slow) {
      setImmediate(() => setImmediate(() => this.#execution?.resume()))
      return false
    }
    return true
  }

  onError(error: Error): void {
    this.#expectNothingSaid('error')
    this.error = error.message
    this.#end()
  }

  /** The client closes its connection. */
  go(): void {
    if (this.ended || this.gone) return
    this.gone = true
    this.#execution?.cancel()
    this.#resolve()
  }

  #end(): void {
    this.ended = true
    this.#resolve()
  }

  #expectNothingSaid(what: string): void {
    if (this.ended || this.gone)
      this.faults.push(`${this.request.id} got a ${what} after it had ${this.gone ? 'gone' : 'ended'}`)
  }
}
