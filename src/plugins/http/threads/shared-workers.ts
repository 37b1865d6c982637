import type { MessagePort } from 'node:worker_threads'
import type { Lending, Pool } from '../../../pool/contract.ts'
import type { Figures } from './figures.ts'
import { Neighbour, type NeighbourOwner } from './neighbour.ts'

/** The pool of a thread and the way to its neighbours. */
export interface SharedWorkersOptions {
  /** Index of this thread. */
  readonly self: number
  readonly pool: Pool
  readonly lending: Lending
  readonly figures: Figures
  readonly ports: readonly (MessagePort | undefined)[]
}

/**
 * Keeps a request from waiting in one thread while a worker is idle in another:
 *
 *     a request begins to wait   says `waiting`, then looks who says `free`, and lends it there
 *     a worker becomes idle      says `free`, then looks who says `waiting`, and offers its help
 *
 * Each says its own word first and looks second, both in memory that keeps one order, so that of two threads doing so at once at least one
 * sees the other. A word may be out of date: then the request is refused, and has its old place in line.
 */
export class SharedWorkers implements NeighbourOwner {
  readonly #self: number
  readonly #pool: Pool
  readonly #figures: Figures
  readonly #neighbours: readonly (Neighbour | undefined)[]
  /** An offer of ours is not answered yet. */
  #offering = false

  constructor({ self, pool, lending, figures, ports }: SharedWorkersOptions) {
    this.#self = self
    this.#pool = pool
    this.#figures = figures
    this.#neighbours = ports.map((port) => port && new Neighbour(port, pool, lending, this))
    lending.onWaiting = () => this.#waits()
    pool.onFreeWorker = () => this.#freed()
    if (pool.hasFreeWorker) this.#freed()
  }

  asked(neighbour: Neighbour): void {
    if (neighbour.lend(true)) return
    this.#figures.set(this.#self, 'waiting', 0)
    neighbour.decline()
  }

  heard(): void {
    this.#offering = false
    this.ran()
  }

  ran(): void {
    this.#figures.set(this.#self, 'free', this.#pool.hasFreeWorker ? 1 : 0)
    this.#offer()
  }

  close(): void {
    for (const neighbour of this.#neighbours) neighbour?.close()
  }

  #waits(): void {
    this.#figures.set(this.#self, 'waiting', 1)
    const idle = this.#find((index) => this.#figures.claim(index))
    idle?.lend(false)
  }

  #freed(): void {
    this.#figures.set(this.#self, 'waiting', 0)
    this.#figures.set(this.#self, 'free', 1)
    this.#offer()
  }

  #offer(): void {
    if (this.#offering || !this.#pool.hasFreeWorker) return
    const busy = this.#find((index) => this.#figures.get(index, 'waiting') === 1)
    if (busy === undefined) return
    this.#offering = true
    busy.offer()
  }

  /** The next neighbour, counted from here, so that not all turn to the first. */
  #find(fits: (index: number) => boolean): Neighbour | undefined {
    const count = this.#neighbours.length
    for (let step = 1; step < count; step++) {
      const index = (this.#self + step) % count
      if (fits(index)) return this.#neighbours[index]
    }
    return undefined
  }
}
