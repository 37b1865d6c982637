import type { LogRecord } from '../support/log-records.ts'
import { delaySeconds } from './lane.ts'

/** A job as its producer knows it. */
export interface OfferedJob {
  readonly id: string
  readonly pipeline: string
  /** Its producer, and its place among the jobs of that. */
  readonly lane: string
  readonly place: number
  readonly priority: number
  readonly delayed: boolean
  readonly sentAtMs: number
}

/** A job as PHP saw it when it began. */
export interface Beginning {
  readonly id: string
  /** How often it had been put back by then. */
  readonly attempts: number
  readonly atMs: number
}

/** What was seen of one life of the server. */
export interface Life {
  readonly begun: readonly Beginning[]
  readonly log: readonly LogRecord[]
  /** Nothing was pushed in it: what ran was in the file when it began. */
  readonly quiet: boolean
}

/** How early a delayed job may seem to begin: two processes read their clocks, and a clock may be set. */
const delaySlackMs = 500

/** Keeps what was offered, accepted, begun and done over all lives of a server, and says what must not have been. */
export class Ledger {
  readonly #offered = new Map<string, OfferedJob>()
  readonly #accepted = new Set<string>()
  /** Removed from the file: the server said so afterwards. */
  readonly #done = new Set<string>()
  /** Most attempts that each job has begun with. */
  readonly #attempts = new Map<string, number>()
  readonly faults: string[] = []
  /** Jobs that began more than once: their answer was not on the disk. */
  again = 0

  offer(job: OfferedJob): void {
    this.#offered.set(job.id, job)
  }

  accept(id: string): void {
    this.#accepted.add(id)
  }

  get accepted(): number {
    return this.#accepted.size
  }

  get done(): number {
    return this.#done.size
  }

  /** Accepted jobs that have not begun yet. */
  get missing(): string[] {
    return [...this.#accepted].filter((id) => !this.#attempts.has(id))
  }

  /** Takes what was seen of a life that has ended, and judges it. */
  close(life: Life): void {
    const first = life.begun.filter(({ attempts, id }) => attempts === 0 && this.#offered.get(id)?.delayed === false)
    this.#judgeTwice(life.begun)
    this.#judgeOrder(first)
    if (life.quiet) this.#judgePriorities(first)
    for (const beginning of life.begun) this.#judgeBeginning(beginning)
    for (const record of life.log) {
      if (record.msg === 'job was processed successfully') this.#done.add(String(record['ID']))
    }
  }

  #judgeBeginning({ id, attempts, atMs }: Beginning): void {
    const job = this.#offered.get(id)
    const before = this.#attempts.get(id)
    if (job === undefined) return this.#fault(`${id} began, which nobody pushed`)
    if (this.#done.has(id)) this.#fault(`${id} began in a later life than the one in which it was done`)
    if (before !== undefined && attempts < before) this.#fault(`${id} began as it was before it was put back`)
    if (before !== undefined && attempts === before) this.again++
    const dueMs = job.sentAtMs + delaySeconds * 1000 - delaySlackMs
    if (job.delayed && atMs < dueMs) this.#fault(`${id} began ${Math.round(dueMs - atMs)} ms too early`)
    this.#attempts.set(id, Math.max(attempts, before ?? 0))
  }

  /** No worker has died in a life: what began there does not begin again in it. */
  #judgeTwice(begun: readonly Beginning[]): void {
    const seen = new Set<string>()
    for (const { id, attempts } of begun) {
      const key = `${id} after ${attempts} attempts`
      if (seen.has(key)) this.#fault(`${key} began twice in one life`)
      seen.add(key)
    }
  }

  /** Jobs of one producer and priority begin in the order of their pushes. */
  #judgeOrder(begun: readonly Beginning[]): void {
    const places = new Map<string, number>()
    for (const { lane, priority, place, id } of this.#jobsOf(begun)) {
      const key = `${lane} ${priority}`
      if (place < (places.get(key) ?? -1)) this.#fault(`${id} began after one that was pushed later`)
      places.set(key, place)
    }
  }

  /** What was there at the start begins by priority. */
  #judgePriorities(begun: readonly Beginning[]): void {
    const priorities = new Map<string, number>()
    for (const { pipeline, priority, id } of this.#jobsOf(begun)) {
      if (priority < (priorities.get(pipeline) ?? 0))
        this.#fault(`${id} of priority ${priority} began after a lesser one`)
      priorities.set(pipeline, priority)
    }
  }

  #jobsOf(begun: readonly Beginning[]): OfferedJob[] {
    return begun.flatMap(({ id }) => this.#offered.get(id) ?? [])
  }

  #fault(text: string): void {
    this.faults.push(text)
  }
}
