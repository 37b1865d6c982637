import type { Launch } from '../../src/pool/launch.ts'
import { Clock, nextTurn } from './clock.ts'
import { ModelProcess } from './model-process.ts'
import { serve } from './model-worker.ts'
import { Random } from './random.ts'
import type { OpenWorld, World } from './world.ts'

/** Longer than the ten seconds that a worker has to stop, and all other limits. */
const limitMs = 60_000

/** Opens a world without processes and without real time: the same seed gives the same run, turn by turn. */
export const openModelWorld: OpenWorld = async (_scenario, seed, say) => new ModelWorld(new Random(seed), say)

class ModelWorld implements World {
  readonly launch: Launch
  started = 0
  readonly #clock = new Clock()
  readonly #alive = new Set<ModelProcess>()
  readonly #starts: string[] = []

  constructor(random: Random, say: (text: string) => void) {
    this.launch = async () => {
      const process = new ModelProcess(++this.started, random)
      this.#alive.add(process)
      void process.exited.then(() => this.#alive.delete(process))
      void process.run(serve(process, this.#starts), say)
      return { process, relay: process, greeted: false }
    }
  }

  get alive(): readonly ModelProcess[] {
    return [...this.#alive]
  }

  starts(): readonly string[] {
    return this.#starts
  }

  async turn(): Promise<void> {
    await nextTurn()
    this.#clock.advance(1)
  }

  until(condition: () => boolean): Promise<boolean> {
    return this.#clock.until(condition, limitMs)
  }

  close(): void {
    this.#clock.restore()
  }
}
