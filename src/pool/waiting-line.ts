import type { Histogram } from '../lib/histogram.ts'
import { Ring } from '../lib/ring.ts'
import type { Exec } from './exec.ts'

/** Who keeps the line. */
export interface WaitingLineOptions {
  /** How long a request may wait for a worker. */
  readonly allocateTimeoutMs: number
  /** Told how long each request has waited that leaves the line for a worker, seconds. */
  readonly delays?: Histogram | undefined
  /** A request has waited that long. Answers how much longer it may wait for workers being added, milliseconds; 0 for none. */
  pressure(): number
  /** `sweep` must be called at that time, or sooner. */
  watch(at: number): void
}

const never = Number.POSITIVE_INFINITY
/** Weight of the newest measure in the average. */
const smoothing = 0.2

/** The requests that wait for a worker, first come first served. One that has left early stays in its place until it is passed. */
export class WaitingLine {
  readonly #options: WaitingLineOptions
  readonly #ring = new Ring<Exec>()
  #length = 0
  /** Average time between two requests that leave the line for a worker while others wait, milliseconds; 0: not known. */
  #intervalMs = 0
  /** When the last one left, if others still waited. */
  #lastLeftMs = 0

  constructor(options: WaitingLineOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#length
  }

  push(exec: Exec): void {
    this.#begin(exec)
    this.#enter(exec)
    this.#ring.push(exec)
  }

  /** For a request that had its turn, and must have it again. */
  putInFront(exec: Exec): void {
    this.#begin(exec)
    this.returnToFront(exec)
  }

  /** For one that was not begun where it was lent: it has waited all the while. */
  returnToFront(exec: Exec): void {
    this.#enter(exec)
    this.#ring.unshift(exec)
  }

  /** The request whose turn is next. */
  get first(): Exec | undefined {
    for (let exec = this.#ring.first; exec !== undefined; exec = this.#ring.first) {
      if (exec.phase === 'waiting') return exec
      this.#ring.shift()
    }
    return undefined
  }

  shift(): Exec | undefined {
    for (let exec = this.#ring.shift(); exec !== undefined; exec = this.#ring.shift()) {
      if (exec.phase !== 'waiting') continue
      this.#length--
      const now = performance.now()
      this.#measure(now)
      this.#options.delays?.observe((now - exec.waitingSince) / 1000)
      return exec
    }
    return undefined
  }

  /** How long the first has waited, milliseconds. */
  waitedMs(now: number): number {
    const { first } = this
    return first === undefined ? 0 : Math.max(now - first.waitingSince, 0)
  }

  /** How long a request would wait that came now: as the line moves, and no less than the first has waited already. */
  predictedMs(now: number): number {
    if (this.#length === 0) return 0
    return Math.max((this.#length + 1) * this.#intervalMs, this.waitedMs(now))
  }

  /** The request waits no longer: it goes, and must be told why by whoever calls. */
  leave(exec: Exec): void {
    exec.phase = 'done'
    this.#length--
  }

  /** Calls `expire` with each request whose time is over, after it has left. Answers when the next one's is. */
  sweep(now: number, expire: (exec: Exec) => void): number {
    if (this.#length === 0) return never
    let next = never
    let extensionMs: number | undefined
    const expired: Exec[] = []
    this.#ring.filter((exec) => {
      if (exec.phase !== 'waiting') return false
      if (exec.waitUntil <= now && !exec.extended) {
        exec.extended = true
        extensionMs ??= this.#options.pressure()
        exec.waitUntil += extensionMs
      }
      if (exec.waitUntil > now) {
        next = Math.min(next, exec.waitUntil)
        return true
      }
      this.leave(exec)
      expired.push(exec)
      return false
    })
    for (const exec of expired) expire(exec)
    return next
  }

  /** Holds what must always be true; for tests. */
  assertInvariants(): void {
    const waiting = [...this.#ring].filter((exec) => exec.phase === 'waiting').length
    if (waiting !== this.#length) throw new Error(`${waiting} requests wait, counted ${this.#length}`)
  }

  #measure(now: number): void {
    if (this.#lastLeftMs > 0) {
      const interval = now - this.#lastLeftMs
      this.#intervalMs =
        this.#intervalMs === 0 ? interval : this.#intervalMs + (interval - this.#intervalMs) * smoothing
    }
    this.#lastLeftMs = this.#length > 0 ? now : 0
  }

  #enter(exec: Exec): void {
    exec.phase = 'waiting'
    exec.worker = undefined
    this.#length++
    this.#options.watch(exec.waitUntil)
  }

  /** It waits from now on. */
  #begin(exec: Exec): void {
    exec.waitingSince = performance.now()
    exec.waitUntil = exec.waitingSince + this.#options.allocateTimeoutMs
  }
}
