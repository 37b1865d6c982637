import { pidIn, pipelineIn } from '../goridge/request.ts'
import type { AnswerEvents } from './answers.ts'

/** A worker that takes the second question answers it on the spot: it is waiting for one. On a machine that has other things to do, that lasts. */
const secondAnswerMs = 3000

/**
 * The conversation before a worker's first request: it answers one question for its pid, and, when asked twice, a second one: then it
 * will answer such a question before each request too (a receipt). Follows: spec 01 §4.1, docs/decisions/dispatch-and-receipts.md.
 */
export class Handshake implements AnswerEvents {
  /** Resolves once every question has been answered; rejects with ProbeRefused, or with why the worker cannot be used. */
  readonly done: Promise<void>
  /** How many requests at a time the worker takes because it names its answers; 0 when it does not. */
  depth = 0
  readonly #probe: boolean
  readonly #over: () => void
  #missing: number
  #resolve: () => void = () => {}
  #reject: (error: Error) => void = () => {}
  #timer: NodeJS.Timeout | undefined

  /**
   * `questions`: how many answers are waited for. `probe`: the last of them is the one that tells of receipts. `over` is called with
   * the last answer, before anything behind it is looked at.
   */
  constructor(questions: number, probe: boolean, over: () => void) {
    this.#missing = questions
    this.#probe = probe
    this.#over = over
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#watchSecond()
  }

  receipt(payload: Buffer): void {
    if (pidIn(payload) === 0) return this.fail(new Error('pid should be greater than 0'))
    this.depth = pipelineIn(payload)
    this.#missing--
    this.#watchSecond()
    if (this.#missing > 0) return
    clearTimeout(this.#timer)
    this.#over()
    this.#resolve()
  }

  part(): void {
    this.misunderstood()
  }

  ping(): void {}

  softError(): void {
    this.misunderstood()
  }

  selfStop(): void {
    this.misunderstood()
  }

  /** Something else than a pid has come. */
  misunderstood(): void {
    this.fail(new Error('unexpected response, header is missing, no CONTROL flag'))
  }

  /** It will not be. After the first answer the second question is to blame, and the caller may try without it. */
  fail(error: Error): void {
    clearTimeout(this.#timer)
    this.#reject(this.#secondAwaited ? new ProbeRefused(error) : error)
  }

  get #secondAwaited(): boolean {
    return this.#probe && this.#missing === 1
  }

  #watchSecond(): void {
    if (!this.#secondAwaited) return
    // After the timers of a turn comes what has been received: when this process was held up, the answer may be there.
    const late = (): void => {
      if (this.#missing > 0) this.fail(new Error('no answer'))
    }
    this.#timer = setTimeout(() => setImmediate(late), secondAnswerMs)
  }
}

/** The worker said hello and then did not take a second question: it must be started anew, and not be asked. */
export class ProbeRefused extends Error {
  constructor(cause: Error) {
    super('The worker does not answer a second question for its pid', { cause })
  }
}
