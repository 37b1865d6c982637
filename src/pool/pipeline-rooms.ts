import type { EncodedRequest } from '../goridge/request.ts'
import type { Worker } from './worker.ts'

/** Workers that have requests and may take more, by how many they have. */
export class PipelineRooms {
  readonly #levels: Set<Worker>[] = []
  readonly #levelOf = new Map<Worker, number>()

  /** Notes how many requests a worker has now. */
  place(worker: Worker): void {
    const { load, depth } = worker
    if (this.#levelOf.get(worker) === load) return
    this.remove(worker)
    if (load === 0 || load >= depth) return
    while (this.#levels.length <= load) this.#levels.push(new Set())
    this.#levels[load]?.add(worker)
    this.#levelOf.set(worker, load)
  }

  /** The worker takes no more. */
  remove(worker: Worker): void {
    const level = this.#levelOf.get(worker)
    if (level === undefined) return
    this.#levels[level]?.delete(worker)
    this.#levelOf.delete(worker)
  }

  /** The least loaded worker that has room for the request. One that has none at the moment is passed over until it has answered. */
  find(request: EncodedRequest, now: number): Worker | undefined {
    for (const level of this.#levels) {
      for (const worker of level) {
        if (worker.hasRoom(request, now)) return worker
        this.remove(worker)
      }
    }
    return undefined
  }
}
