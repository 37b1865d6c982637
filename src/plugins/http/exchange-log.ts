import type { Logger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import { type AccessFacts, logAccess, timing } from './access-log.ts'

/** The records of one request, with the time since it began. Follows: spec 03 §7 */
export class ExchangeLog {
  readonly #log: Logger
  readonly #startedMs = performance.now()

  constructor(log: Logger) {
    this.#log = log
  }

  error(message: string, error: unknown): void {
    const cause = error instanceof Error ? error : errorText(error)
    this.#log.error(message, { ...timing(this.elapsedMs), error: cause })
  }

  writeError(text: string): void {
    this.error('write response (chunk) error', text)
  }

  /** The record of the whole request. `facts` is asked for only when it is written. */
  access(detailed: boolean, facts: () => Omit<AccessFacts, 'elapsedMs'>): void {
    if (this.#log.enabled('info')) logAccess(this.#log, detailed, { ...facts(), elapsedMs: this.elapsedMs })
  }

  /** Since the request began. */
  get elapsedMs(): number {
    return performance.now() - this.#startedMs
  }
}
