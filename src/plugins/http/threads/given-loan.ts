import type { MessagePort } from 'node:worker_threads'
import type { Lending, LentRequest, Loan } from '../../../pool/contract.ts'
import { errorOfData } from './error-data.ts'
import type { AnswerPart, ToNeighbour } from './messages.ts'

/** What ends a loan, or brings it on. */
export type LoanNews = Extract<ToNeighbour, { readonly kind: 'part' | 'failed' | 'refused' | 'ended' }>

/** A request of this thread that a worker of another runs: gives the answer to its client, at the client's pace. */
export class GivenLoan implements Loan {
  readonly #id: number
  readonly #port: MessagePort
  readonly #lending: Lending
  #lent: LentRequest | undefined
  /** News that came while the client read slowly. */
  #held: LoanNews[] = []
  #blocked = false
  /** Bytes handed over that the client has not taken. */
  #owedBytes = 0
  #abandoned = false
  /** The other thread has told the end: nothing is to be said there any more. */
  #over = false

  constructor(id: number, port: MessagePort, lending: Lending) {
    this.#id = id
    this.#port = port
    this.#lending = lending
  }

  /** Takes the request that has waited longest; undefined when none waits. */
  take(): LentRequest | undefined {
    this.#lent = this.#lending.lend(this)
    return this.#lent
  }

  resume(): void {
    this.#blocked = false
    this.#say({ kind: 'taken', id: this.#id, bytes: this.#owedBytes })
    this.#owedBytes = 0
    for (let news = this.#next(); news !== undefined; news = this.#next()) this.#deliver(news)
  }

  abandon(): void {
    this.#abandoned = true
    const end = this.#held.find((news) => news.kind !== 'part' || !news.more)
    this.#held = []
    this.#blocked = false
    this.#say({ kind: 'cancel', id: this.#id })
    if (end !== undefined) this.#deliver(end)
  }

  receive(news: LoanNews): void {
    if (news.kind !== 'part' || !news.more) this.#over = true
    if (this.#blocked) this.#held.push(news)
    else this.#deliver(news)
  }

  /** The other thread is gone. */
  lost(error: Error): void {
    if (this.#over) return
    this.#over = true
    this.#held = []
    this.#lending.failed(this.#request, error)
  }

  #next(): LoanNews | undefined {
    return this.#blocked ? undefined : this.#held.shift()
  }

  #deliver(news: LoanNews): void {
    const request = this.#request
    if (news.kind === 'refused') this.#lending.returned(request)
    else if (news.kind === 'failed') this.#lending.failed(request, errorOfData(news.error))
    else if (news.kind === 'ended') this.#lending.failed(request, new Error('the request was given up'))
    else if (news.more) this.#deliverPart(news)
    else this.#lending.answered(request, bufferOf(news.context), bufferOf(news.body), news.codec)
  }

  #deliverPart(news: AnswerPart): void {
    if (this.#abandoned) return
    this.#owedBytes += news.body.length
    if (this.#request.part(bufferOf(news.context), bufferOf(news.body), news.codec, true)) this.#acknowledge()
    else this.#blocked = !this.#abandoned
  }

  #acknowledge(): void {
    this.#say({ kind: 'taken', id: this.#id, bytes: this.#owedBytes })
    this.#owedBytes = 0
  }

  get #request(): LentRequest {
    if (this.#lent === undefined) throw new Error('A loan without a request')
    return this.#lent
  }

  #say(message: ToNeighbour): void {
    if (!this.#over) this.#port.postMessage(message)
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
