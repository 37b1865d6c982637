import type { EncodedRequest } from '../goridge/request.ts'
import { isPacket } from './pipeline-pipe.ts'
import type { Worker } from './worker.ts'

/** Stands for any request that is short enough to be sent ahead. */
const short: EncodedRequest = { bytes: Buffer.alloc(32), receiptBytes: 0, payloadAt: 16, id: 0 }

/** Workers that have requests and may take more. */
export class PipelineRooms {
  readonly #open = new Set<Worker>()

  /** The worker may have room: it has been given a request, or has answered one. */
  open(worker: Worker): void {
    this.#open.add(worker)
  }

  close(worker: Worker): void {
    this.#open.delete(worker)
  }

  /** Some worker has room for a short request. */
  hasAny(now: number): boolean {
    for (const worker of this.#open) {
      if (worker.hasRoom(short, now)) return true
      this.#open.delete(worker)
    }
    return false
  }

  /** The least loaded worker that has room for the request. One that has none is passed over until it has answered. */
  find(request: EncodedRequest, now: number): Worker | undefined {
    if (this.#open.size === 0 || !isPacket(request)) return undefined
    let best: Worker | undefined
    for (const worker of this.#open) {
      if (!worker.hasRoom(request, now)) this.#open.delete(worker)
      else if (best === undefined || worker.load < best.load) best = worker
    }
    return best
  }
}
