import type { SpawnedProcess } from '../../../os/spawn.ts'
import type { FromThread } from './messages.ts'

/** The worker processes of a thread, told to the main thread: it kills them when the thread does not live to do so. */
export class ProcessNews {
  readonly #post: (message: FromThread) => void

  constructor(post: (message: FromThread) => void) {
    this.#post = post
  }

  /** A process of this thread, as `ProcessLedger.enter`. */
  enter({ pid, exited }: Pick<SpawnedProcess, 'pid' | 'exited'>): void {
    this.#post({ kind: 'spawned', pid })
    void exited.then(() => this.#post({ kind: 'exited', pid }))
  }
}
