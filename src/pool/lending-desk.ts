import type { Lending, Loan } from './contract.ts'
import type { Exec } from './exec.ts'

/** The pool whose requests are lent. */
export interface Lender {
  /** The request that has waited longest, taken out of the line. */
  takeWaiting(): Exec | undefined
  /** It comes back without having been begun. */
  takeBack(exec: Exec): void
  /** It is answered: its caller has still to be told. */
  leave(exec: Exec): void
  /** It ends in an error. */
  fail(exec: Exec, error: Error): void
  /** A request less runs or waits. */
  checkQuiet(): void
}

/** Gives requests that wait to workers of other pools, and takes their answers. */
export class LendingDesk implements Lending {
  onWaiting: (() => void) | undefined
  /** Requests that are lent now. */
  count = 0
  readonly #lender: Lender

  constructor(lender: Lender) {
    this.#lender = lender
  }

  lend(to: Loan): Exec | undefined {
    const exec = this.#lender.takeWaiting()
    if (exec === undefined) return undefined
    exec.phase = 'running'
    exec.worker = to
    this.count++
    return exec
  }

  returned(exec: Exec): void {
    this.count--
    this.#lender.takeBack(exec)
  }

  answered(exec: Exec, context: Buffer, body: Buffer, codec: number): void {
    this.count--
    this.#lender.leave(exec)
    exec.part(context, body, codec, false)
    this.#lender.checkQuiet()
  }

  failed(exec: Exec, error: Error): void {
    this.count--
    this.#lender.fail(exec, error)
  }
}
