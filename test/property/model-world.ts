import { pipelineFrame } from '../../src/goridge/request.ts'
import type { Launch } from '../../src/pool/launch.ts'
import { type PipelineRoad, pidListener } from '../../src/pool/pipeline-offer.ts'
import { Clock, nextTurn } from './clock.ts'
import { modelChannel } from './model-channel.ts'
import { ModelProcess } from './model-process.ts'
import { serve } from './model-worker.ts'
import { Random } from './random.ts'
import type { OpenWorld, World } from './world.ts'

/** Longer than the ten seconds that a worker has to stop, and all other limits. */
const limitMs = 60_000

/** Opens a world without processes and without real time: the same seed gives the same run, turn by turn. */
export const openModelWorld: OpenWorld = async ({ pipeline }, seed, say) =>
  new ModelWorld(pipeline, new Random(seed), say)

class ModelWorld implements World {
  readonly launch: Launch
  readonly channel: World['channel']
  readonly unfairLooks = 20
  started = 0
  readonly #clock = new Clock()
  readonly #alive = new Set<ModelProcess>()
  readonly #starts: string[] = []

  constructor(depth: number, random: Random, say: (text: string) => void) {
    this.channel = () => modelChannel(random)
    this.launch = async () => {
      const process = new ModelProcess(++this.started, depth, random)
      this.#alive.add(process)
      void process.exited.then(() => this.#alive.delete(process))
      void process.run(serve(process, this.#starts), say)
      return { process, relay: process, greeted: false, offer: () => offerPackets(process) }
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

/** The offer of pipes of its own, which the model takes by answering. */
async function offerPackets(process: ModelProcess): Promise<PipelineRoad | undefined> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const decline = (): void => resolve(false)
  process.attach(pidListener(() => resolve(true), decline))
  void process.exited.then(decline)
  process.send(pipelineFrame('in', 'out'), 0)
  return (await promise) ? { relay: process, takeBack: () => process.takeBack() } : undefined
}
