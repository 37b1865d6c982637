import { Ring } from '../lib/ring.ts'
import type { Worker } from './worker.ts'

/** The workers that have nothing to do; the one that has waited longest is the next. One that has left stays in its place until it is passed. */
export class IdleWorkers {
  readonly #ring = new Ring<Worker>()

  /** Whether there is one. */
  get any(): boolean {
    for (let worker = this.#ring.first; worker !== undefined; worker = this.#ring.first) {
      if (isFree(worker)) return true
      this.#ring.shift()
    }
    return false
  }

  push(worker: Worker): void {
    this.#ring.push(worker)
  }

  /** The next one, taken out of rotation. */
  take(): Worker | undefined {
    for (let worker = this.#ring.shift(); worker !== undefined; worker = this.#ring.shift()) {
      if (isFree(worker)) return worker
    }
    return undefined
  }

  /** Holds what must always be true, of these and of all workers; for tests. */
  assertInvariants(workers: Iterable<Worker>): void {
    const idle = [...this.#ring].filter(isFree)
    if (new Set(idle).size < idle.length) throw new Error('A worker is idle twice')
    for (const worker of workers) assertWorker(worker, idle)
  }
}

function isFree(worker: Worker): boolean {
  return worker.phase === 'idle' && worker.state === 'ready'
}

function assertWorker(worker: Worker, idle: readonly Worker[]): void {
  const { pid, phase, load } = worker
  for (const exec of worker.execs)
    if (exec.worker !== worker) throw new Error(`Worker ${pid} runs a request of another`)
  if (phase === 'idle' && load > 0) throw new Error(`Worker ${pid} is idle and has a request`)
  if (phase === 'busy' && load === 0) throw new Error(`Worker ${pid} is busy without a request`)
  if (isFree(worker) && !idle.includes(worker)) throw new Error(`Worker ${pid} is idle, and nobody knows`)
}
