import type { SpawnedProcess } from '../../os/spawn.ts'

/** Every worker process that this server has started and that has not ended: so that none outlives it, however its start or stop goes. */
export class ProcessLedger {
  readonly #processes = new Set<SpawnedProcess>()
  #closed = false

  /** Keeps a process until its end; one that comes after `close` is killed at once. */
  enter(process: SpawnedProcess): void {
    this.#processes.add(process)
    void process.exited.then(() => this.#processes.delete(process))
    if (this.#closed) process.kill()
  }

  /** Kills what is left. Resolves when all of it has been reaped. */
  async close(): Promise<void> {
    this.#closed = true
    for (const process of this.#processes) process.kill()
    await Promise.all([...this.#processes].map((process) => process.exited))
  }
}
