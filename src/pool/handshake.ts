/**
 * The conversation before a worker's first request: it answers one question for its pid, and, when asked twice, a second one: then it
 * will answer such a question before each request too (a receipt). Follows: spec 01 §4.1, docs/decisions/dispatch.md.
 */
export class Handshake {
  readonly #probe: boolean
  #answers: number
  #resolve: (receipts: boolean) => void = () => {}
  #reject: (error: Error) => void = () => {}
  #timer: NodeJS.Timeout | undefined
  /** Resolves with whether the worker gives receipts; rejects with ProbeRefused, or with why it cannot be used. */
  readonly done: Promise<boolean>

  /** `greeted`: the first answer has come already, over a socket's own handshake. */
  constructor(probe: boolean, greeted: boolean) {
    this.#probe = probe
    this.#answers = greeted ? 1 : 0
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#checkDone()
  }

  /** An answer with a pid has come; 0 stands for one without. Answers whether the conversation is over. */
  answered(pid: number): boolean {
    if (pid === 0) {
      this.fail(new Error('pid should be greater than 0'))
      return true
    }
    this.#answers++
    if (this.#checkDone()) return true
    this.#timer = setTimeout(() => this.fail(new Error('no answer')), secondAnswerMs)
    return false
  }

  /** Something else than a pid has come. */
  misunderstood(): void {
    this.fail(new Error('unexpected response, header is missing, no CONTROL flag'))
  }

  /** It will not be. After the first answer the second question is to blame, and the caller may try without it. */
  fail(error: Error): void {
    clearTimeout(this.#timer)
    this.#reject(this.#answers === 1 && this.#probe ? new ProbeRefused(error) : error)
  }

  #checkDone(): boolean {
    const done = this.#answers >= (this.#probe ? 2 : 1)
    if (done) {
      clearTimeout(this.#timer)
      this.#resolve(this.#probe)
    }
    return done
  }
}

/** A worker that takes the second question answers it on the spot: it is waiting for one. */
const secondAnswerMs = 1000

/** The worker said hello and then did not take a second question: it must be started anew, and not be asked. */
export class ProbeRefused extends Error {
  constructor(cause: Error) {
    super('The worker does not answer a second question for its pid', { cause })
  }
}
