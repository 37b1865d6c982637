/*
  Numbers of each thread that all threads read without asking: one line of 64 bytes per thread, so that two threads never write to the
  same line of a cache.

     [free] [waiting] [open] [ready] [live] [records]
*/
const cellsPerThread = 16
const cells = { free: 0, waiting: 1, open: 2, ready: 3, live: 4, records: 5 } as const

/** The name of a number. */
export type Figure = keyof typeof cells

/**
 * Shared numbers of the threads. `free`: 1 when a worker is idle, as far as the thread has said; `waiting`: 1 when requests may wait for a
 * worker; `open`: requests whose client waits or reads; `ready` and `live`: workers that are idle, and those that serve at all;
 * `records`: log records that are on their way to the main thread.
 */
export class Figures {
  readonly #cells: Int32Array

  constructor(buffer: SharedArrayBuffer) {
    this.#cells = new Int32Array(buffer)
  }

  /** Memory for the numbers of so many threads. */
  static memory(threads: number): SharedArrayBuffer {
    return new SharedArrayBuffer(threads * cellsPerThread * Int32Array.BYTES_PER_ELEMENT)
  }

  get(thread: number, figure: Figure): number {
    return Atomics.load(this.#cells, at(thread, figure))
  }

  set(thread: number, figure: Figure, value: number): void {
    Atomics.store(this.#cells, at(thread, figure), value)
  }

  add(thread: number, figure: Figure, value: number): void {
    Atomics.add(this.#cells, at(thread, figure), value)
  }

  /** Takes the word of a thread that a worker is idle there, so that no other takes it too. */
  claim(thread: number): boolean {
    return Atomics.compareExchange(this.#cells, at(thread, 'free'), 1, 0) === 1
  }
}

function at(thread: number, figure: Figure): number {
  return thread * cellsPerThread + cells[figure]
}
