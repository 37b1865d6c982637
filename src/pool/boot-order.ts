import { setTimeout as delay } from 'node:timers/promises'

/** How long a start may keep the next one waiting, milliseconds. */
const turnMaxMs = 250

/**
 * Lets workers that only stand by begin to start one after the other: the next one when the one before is up, or after a quarter of a second.
 * A PHP that boots takes a core for as long, and the workers that serve meanwhile need the others (docs/decisions/spawning.md).
 */
export class BootOrder {
  readonly #pause: () => Promise<void>
  #turn: Promise<void> = Promise.resolve()

  /** `pause` ends when a start has kept the next one waiting for long enough. */
  constructor(pause: () => Promise<void> = quarterOfASecond) {
    this.#pause = pause
  }

  /** Begins when it is this one's turn. What it answers or raises is passed on. */
  run<T>(start: () => Promise<T>): Promise<T> {
    const begun = this.#turn
    const boot = begun.then(start)
    this.#turn = Promise.race([boot.then(ignore, ignore), begun.then(this.#pause)])
    return boot
  }
}

async function quarterOfASecond(): Promise<void> {
  await delay(turnMaxMs, undefined, { ref: false })
}

function ignore(): void {}
