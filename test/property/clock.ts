import { syncBuiltinESMExports } from 'node:module'
import { mock } from 'node:test'

/** How much time passes at once while something is waited for, milliseconds: more when it takes long. */
const stepMs = 4
const longStepMs = 25
const longWaitMs = 600
/** Turns of the loop between two steps: what is due is done before more becomes due. */
const turnsPerStep = 3

/** A clock that stands still but for `advance`: setTimeout, setInterval and performance.now follow it until `restore`. */
export class Clock {
  #now = 1000

  constructor() {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    // Also for whoever imported node:timers/promises.
    syncBuiltinESMExports()
    mock.method(performance, 'now', () => this.#now)
  }

  advance(ms: number): void {
    this.#now += ms
    mock.timers.tick(ms)
  }

  /** Lets time pass until that is so; false when it is not within the limit. */
  async until(condition: () => boolean, limitMs: number): Promise<boolean> {
    const start = this.#now
    while (!condition()) {
      const waited = this.#now - start
      if (waited > limitMs) return false
      for (let turn = 0; turn < turnsPerStep; turn++) await nextTurn()
      this.advance(waited > longWaitMs ? longStepMs : stepMs)
    }
    return true
  }

  restore(): void {
    mock.timers.reset()
    mock.restoreAll()
    syncBuiltinESMExports()
  }
}

/** The loop turns once: everything that needs no time is done. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
