import { errorText } from '../../../lib/op-error.ts'
import { plainErrorHeaders } from './error-page.ts'
import { decodeHead } from './head.ts'

const noBytes = Buffer.alloc(0)
const noPairs: readonly string[] = []

/** Where an answer goes. What returns a boolean says whether the worker may send on. */
export interface AnswerTarget {
  interim(status: number, pairs: readonly string[]): void
  begin(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean
  more(body: Buffer, last: boolean): boolean
  /** The answer cannot be read. */
  fail(error: unknown): void
  /** The worker is told to send no more. */
  cancel(): void
  /** Something the worker should not do, and that changes nothing. */
  note(level: 'warn' | 'error', message: string, status: number): void
  writeError(text: string): void
}

/**
 * Makes a response of what a worker sends: any number of interim heads, one head that counts, then body. Heads that repeat or come
 * late are dropped. Follows: spec 03 §5, §6.1, §6.3
 */
export class Answer {
  readonly #target: AnswerTarget
  /** A head without bytes: sent with the first of them, or with the end. */
  #waiting: { readonly status: number; readonly pairs: readonly string[] } | undefined
  #begun = false

  constructor(target: AnswerTarget) {
    this.#target = target
  }

  /** True once the head that counts has been passed on. */
  get begun(): boolean {
    return this.#begun
  }

  /** Takes one part of the answer. */
  part(context: Buffer, body: Buffer, codec: number, last: boolean): boolean {
    if (this.#begun) return this.#target.more(body, last)
    try {
      return this.#beforeHead(context, body, codec, last)
    } catch (error) {
      this.#target.writeError(errorText(error))
      if (!last) this.#target.cancel()
      this.#begun = true
      this.#target.fail(error)
      return true
    }
  }

  #beforeHead(context: Buffer, body: Buffer, codec: number, last: boolean): boolean {
    let head = this.#waiting
    if (head === undefined && context.length > 0) {
      head = decodeHead(context, codec)
      if (head.status >= 100 && head.status < 200) return this.#interim(head.status, head.pairs, body, last)
      if (head.status < 200 || head.status > 599) return this.#unknownStatus(head.status, last)
    }
    if (last || body.length > 0) return this.#begin(head?.status ?? 200, head?.pairs ?? noPairs, body, last)
    this.#waiting = head
    return true
  }

  #begin(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    this.#begun = true
    return this.#target.begin(status, pairs, body, last)
  }

  #interim(status: number, pairs: readonly string[], body: Buffer, last: boolean): boolean {
    if (status === 101) {
      this.#target.note('error', '101 Switching Protocols is not supported, the frame was ignored', status)
    } else {
      if (body.length > 0) this.#target.note('warn', 'informational response body was dropped', status)
      this.#target.interim(status, pairs)
    }
    return last ? this.#begin(200, noPairs, noBytes, true) : true
  }

  #unknownStatus(status: number, last: boolean): boolean {
    const text = `unknown status code from worker: ${status}`
    this.#target.writeError(text)
    if (!last) this.#target.cancel()
    return this.#begin(500, plainErrorHeaders, Buffer.from(`${text}\n`), true)
  }
}
