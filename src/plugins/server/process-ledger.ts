import type { SpawnedProcess } from '../../os/spawn.ts'

/** A process as the ledger knows it. `exited` resolves when it has been reaped. */
export type KeptProcess = Pick<SpawnedProcess, 'kill'> & { readonly exited: Promise<unknown> }

/**
 * Every worker process that this server has started and that has not ended, so that none outlives it, however its start or stop goes: also
 * when a second signal ends the server on the spot.
 */
export class ProcessLedger {
  readonly #processes = new Set<KeptProcess>()
  #closed = false
  readonly #atExit = (): void => this.#kill()

  constructor() {
    process.on('exit', this.#atExit)
  }

  /** Keeps a process until its end; one that comes after `close` is killed at once. */
  enter(started: KeptProcess): void {
    this.#processes.add(started)
    void started.exited.then(() => this.#processes.delete(started))
    if (this.#closed) started.kill()
  }

  /** Kills what is left. Resolves when all of it has been reaped. */
  async close(): Promise<void> {
    this.#closed = true
    this.#kill()
    await Promise.all([...this.#processes].map(({ exited }) => exited))
    process.off('exit', this.#atExit)
  }

  #kill(): void {
    for (const started of this.#processes) started.kill()
  }
}
