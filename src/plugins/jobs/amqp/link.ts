import type { Logger } from '../../../lib/log.ts'
import { errorText } from '../../../lib/op-error.ts'
import type { Session } from './session.ts'

const firstPauseMs = 500
const longestPauseMs = 60_000

/** What a link is made from. */
export interface LinkOptions {
  /** Opens a session; `attempt` counts from 0 and says which address is next. */
  open(attempt: number): Promise<Session>
  /** Attempts that the first session is worth: one for each address. */
  readonly firstAttempts: number
  /** How long attempts to connect again may go on. */
  readonly redialTimeoutMs: number
  readonly pipeline: string
  readonly log: Logger
  /** Attempts went on for as long as they may. */
  givenUp(): void
}

/** A session that is replaced when it is lost; who needs one meanwhile waits. Follows: spec 05 §3.7 */
export class Link {
  readonly #options: LinkOptions
  #session: Session | undefined
  #next = newNext()
  #stopped = false
  #wake: (() => void) | undefined

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** The session there is now. */
  get session(): Session | undefined {
    return this.#session
  }

  /** Opens the first session. Rejects when that fails. */
  async start(): Promise<void> {
    const session = await this.#first()
    if (session.isLost) throw new Error(session.lostBecause || 'connection is closed')
    this.#use(session)
  }

  /** The session, or the next one. Rejects when there will be none, and when it came too late (`performance.now()` milliseconds). */
  async current(deadline: number): Promise<Session> {
    if (this.#session !== undefined) return this.#session
    const session = await this.#next.promise
    if (performance.now() >= deadline) throw new Error('context deadline exceeded')
    return session
  }

  /** The session is gone. */
  lost(session: Session): void {
    // One that was lost while it was opened is not in use yet.
    if (this.#session !== session) return
    this.#session = undefined
    if (this.#stopped) return
    const { log, pipeline } = this.#options
    log.error('pipeline connection was closed, redialing', { pipeline, error: session.lostBecause })
    void this.#redial()
  }

  /** Ends it, with the session. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake?.()
    this.#next.reject(new Error('the pipeline is probably stopped'))
    const session = this.#session
    this.#session = undefined
    await session?.close()
  }

  async #first(): Promise<Session> {
    const { firstAttempts } = this.#options
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#options.open(attempt)
      } catch (error) {
        if (attempt + 1 >= firstAttempts) throw error
      }
    }
  }

  async #redial(): Promise<void> {
    const { redialTimeoutMs, log, pipeline } = this.#options
    const began = performance.now()
    for (let attempt = 1; performance.now() - began < redialTimeoutMs; attempt++) {
      await this.#pause(pauseMs(attempt))
      if (this.#stopped) return
      try {
        const session = await this.#options.open(attempt)
        if (await this.#takeOver(session)) return
      } catch (error) {
        log.warn('amqp dial failed', { pipeline, attempt, error: errorText(error) })
      }
    }
    if (!this.#stopped) this.#giveUp()
  }

  /** False when the session is lost again already. */
  async #takeOver(session: Session): Promise<boolean> {
    if (this.#stopped) {
      await session.close()
      return true
    }
    if (session.isLost) return false
    this.#use(session)
    this.#options.log.info('connection was successfully restored', { pipeline: this.#options.pipeline })
    return true
  }

  #use(session: Session): void {
    this.#session = session
    this.#next.resolve(session)
    this.#next = newNext()
  }

  #giveUp(): void {
    this.#options.log.error('backoff operation failed, pipeline will be recreated', {
      pipeline: this.#options.pipeline,
    })
    this.#next.reject(new Error("connection is closed, can't push"))
    this.#next = newNext()
    this.#options.givenUp()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Grows by half each time; spread by half, so that many servers do not come at once. */
function pauseMs(attempt: number): number {
  return Math.min(firstPauseMs * 1.5 ** (attempt - 1), longestPauseMs) * (0.5 + Math.random())
}

/** A session to come. Nobody may be waiting when there will be none. */
function newNext(): PromiseWithResolvers<Session> {
  const next = Promise.withResolvers<Session>()
  next.promise.catch(() => undefined)
  return next
}
