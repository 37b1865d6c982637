import type { Logger } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import type { StoredCertificate } from './acme-files.ts'

/** Longest sleep, milliseconds: the clock of the machine may be set meanwhile. */
const lookMs = 3_600_000
const firstRetryMs = 60_000
const lastRetryMs = 6 * 3_600_000

/** What a renewal is made of. */
export interface RenewalOptions {
  /** The certificate that is stored, if it will do. */
  stored(): Promise<StoredCertificate | undefined>
  /** Fetches another one and stores it. */
  order(): Promise<void>
  /** Shows the stored certificate from now on. */
  show(): Promise<void>
  readonly log: Logger
  /** First pause after a failure, doubled with each further one up to six hours. Milliseconds. */
  readonly retryMs?: number
}

/**
 * Sees to it that there is a certificate: fetches one when there is none, and another when a third of its time is left. An authority that
 * fails is asked again, later and later; what is served meanwhile goes on.
 */
export class Renewal {
  readonly #options: RenewalOptions
  #shown: string | undefined
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: RenewalOptions) {
    this.#options = options
  }

  /** Takes a certificate that is stored as shown, and begins. */
  async start(): Promise<void> {
    const stored = await this.#options.stored()
    this.#shown = stored?.serial
    this.#sleep(stored === undefined ? 0 : untilRenewal(stored))
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async #look(): Promise<void> {
    // Another server on the same folder may have been quicker.
    const before = await this.#options.stored()
    if (before !== undefined && untilRenewal(before) > 0) return await this.#use(before)
    try {
      await this.#options.order()
      const after = await this.#options.stored()
      if (after === undefined) throw new Error('the certificate that was issued is not for the names asked for')
      this.#options.log.info('certificate was issued', { valid_to: after.validTo.toISOString() })
      await this.#use(after)
    } catch (error) {
      this.#onFailure(error, before)
    }
  }

  async #use(certificate: StoredCertificate): Promise<void> {
    this.#failures = 0
    const isNew = certificate.serial !== this.#shown
    this.#shown = certificate.serial
    if (isNew && !this.#stopped) await this.#options.show()
    this.#sleep(Math.max(untilRenewal(certificate), lifetime(certificate) / 3))
  }

  #onFailure(error: unknown, before: StoredCertificate | undefined): void {
    const { log, retryMs = firstRetryMs } = this.#options
    const delay = Math.min(retryMs * 2 ** this.#failures++, lastRetryMs)
    const state = before === undefined ? 'there is none' : `the one before ends at ${before.validTo.toISOString()}`
    log.error(`certificate was not issued, ${state}`, { error: errorText(error), retry_in_seconds: delay / 1000 })
    this.#sleep(delay)
  }

  #sleep(ms: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#look(), Math.min(Math.max(ms, 0), lookMs)).unref()
  }
}

function lifetime({ validFrom, validTo }: StoredCertificate): number {
  return validTo.getTime() - validFrom.getTime()
}

/** Milliseconds until only a third of its time is left; negative when that is past. */
function untilRenewal(certificate: StoredCertificate): number {
  return certificate.validTo.getTime() - lifetime(certificate) / 3 - Date.now()
}
