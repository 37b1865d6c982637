import type { MessagePort } from 'node:worker_threads'
import { unnameRequest } from '../../../goridge/request.ts'
import { OpError } from '../../../lib/op-error.ts'
import type { Lending, Pool } from '../../../pool/contract.ts'
import { Borrowed } from './borrowed.ts'
import { GivenLoan, type LoanNews } from './given-loan.ts'
import type { ToNeighbour } from './messages.ts'

/** Who decides what is lent. */
export interface NeighbourOwner {
  /** Worker idle there; something may wait here. */
  asked(neighbour: Neighbour): void
  /** A request of the other thread has been begun here, or refused. */
  ran(): void
  /** Our own offer has been answered, with a request or without. */
  heard(): void
}

type RunMessage = Extract<ToNeighbour, { readonly kind: 'run' }>

/** Another thread, as this one sees it: lends it requests that wait here, and runs those that wait there. */
export class Neighbour {
  readonly #port: MessagePort
  readonly #pool: Pool
  readonly #lending: Lending
  readonly #owner: NeighbourOwner
  /** By id; an id is used again when its loan is over, so both are as long as most loans at a time. */
  readonly #given: (GivenLoan | undefined)[] = []
  readonly #borrowed: (Borrowed | undefined)[] = []
  readonly #unusedIds: number[] = []

  constructor(port: MessagePort, pool: Pool, lending: Lending, owner: NeighbourOwner) {
    this.#port = port
    this.#pool = pool
    this.#lending = lending
    this.#owner = owner
    port.on('message', (message: ToNeighbour) => this.#receive(message))
    port.on('close', () => this.#lost())
  }

  /** Says that a worker is idle here. */
  offer(): void {
    this.#post({ kind: 'free' })
  }

  /** Says that nothing waits here. */
  decline(): void {
    this.#post({ kind: 'none' })
  }

  /** Lends the request that has waited longest. False: none waits. */
  lend(asked: boolean): boolean {
    const id = this.#unusedIds.pop() ?? this.#given.length
    const loan = new GivenLoan(id, this.#port, this.#lending)
    const lent = loan.take()
    if (lent === undefined) {
      this.#unusedIds.push(id)
      if (id === this.#given.length) this.#given.push(undefined)
      return false
    }
    this.#given[id] = loan
    const { request } = lent
    unnameRequest(request)
    const bytes = new Uint8Array(request.bytes)
    const { receiptBytes, payloadAt } = request
    this.#port.postMessage({ kind: 'run', id, asked, bytes, receiptBytes, payloadAt } satisfies RunMessage, [
      bytes.buffer,
    ])
    return true
  }

  close(): void {
    this.#port.close()
  }

  #receive(message: ToNeighbour): void {
    switch (message.kind) {
      case 'free':
        return this.#owner.asked(this)
      case 'none':
        return this.#owner.heard()
      case 'run':
        return this.#run(message)
      case 'taken':
        return this.#borrowed[message.id]?.taken(message.bytes)
      case 'cancel':
        return this.#borrowed[message.id]?.cancel()
      default:
        return this.#hear(message)
    }
  }

  #run({ id, asked, bytes, receiptBytes, payloadAt }: RunMessage): void {
    if (this.#pool.hasFreeWorker) {
      const borrowed = new Borrowed(id, this.#port, () => {
        this.#borrowed[id] = undefined
      })
      this.#borrowed[id] = borrowed
      const request = {
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        receiptBytes,
        payloadAt,
        id: 0,
      }
      borrowed.begun(this.#pool.exec(request, borrowed))
    } else this.#post({ kind: 'refused', id })
    if (asked) this.#owner.heard()
    else this.#owner.ran()
  }

  #hear(news: LoanNews): void {
    const loan = this.#given[news.id]
    if (loan === undefined) return
    if (news.kind !== 'part' || !news.more) {
      this.#given[news.id] = undefined
      this.#unusedIds.push(news.id)
    }
    loan.receive(news)
  }

  #lost(): void {
    const error = new OpError('http_threads', 'Network', new Error('the thread that ran the request has ended'))
    for (const loan of this.#given.splice(0)) loan?.lost(error)
  }

  #post(message: ToNeighbour): void {
    this.#port.postMessage(message)
  }
}
