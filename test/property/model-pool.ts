import assert from 'node:assert/strict'
import type { Logger } from '../../src/lib/log.ts'
import { poolConfig } from '../../src/pool/config.ts'
import type { Pool } from '../../src/pool/contract.ts'
import type { Launch, Launched } from '../../src/pool/launch.ts'
import { openPool, StaticPool } from '../../src/pool/pool.ts'
import { Client } from './client.ts'
import type { WorkerStep } from './faults.ts'
import { openModelWorld } from './model-world.ts'
import { Random } from './random.ts'
import { drawScenario } from './scenario.ts'
import type { World } from './world.ts'

/** A pool over model processes that answer in order, as those of the official packages do; time passes when a test waits. */
export class ModelPool {
  readonly log: string[] = []
  /** Takes the place of the next starts. */
  readonly instead: (() => Launched)[] = []
  /** How many were taken. */
  starts = 0
  readonly #world: World
  #pool!: Pool

  private constructor(world: World) {
    this.#world = world
  }

  /** Nothing is started before `start`. */
  static async open(): Promise<ModelPool> {
    const scenario = { ...drawScenario(new Random(1)), pipeline: 0, threads: 1 }
    return new ModelPool(await openModelWorld(scenario, 1, () => {}))
  }

  /** Opens the pool with what `pool:` would hold. */
  async start(config: Record<string, unknown>, measured = false): Promise<void> {
    const keep = (message: string): void => void this.log.push(message)
    const log: Logger = { name: '', enabled: () => true, debug: keep, info: keep, warn: keep, error: keep }
    const launch: Launch = async (signal) => {
      const special = this.instead.shift()
      if (special === undefined) return await this.#world.launch(signal)
      this.starts++
      return special()
    }
    const onFatal = (error: Error): void => assert.ifError(error)
    this.#pool = await openPool({ config: poolConfig.parse(config), launch, log, measured, onFatal })
  }

  get pool(): Pool {
    return this.#pool
  }

  get world(): World {
    return this.#world
  }

  /** Requests that were started, and the workers that did, in order. */
  get started(): readonly { readonly id: string; readonly pid: string }[] {
    return this.#world.starts().map((line) => {
      const [id = '', pid = ''] = line.split(' ')
      return { id, pid }
    })
  }

  /** How many workers started requests. */
  get servants(): number {
    return new Set(this.started.map(({ pid }) => pid)).size
  }

  send(id: string, steps: readonly WorkerStep[], goesAfter?: number): Client {
    const request = { do: 'request', id, thread: 0, treatment: 'answer', steps, padding: 0, slow: false } as const
    return new Client(this.#pool, goesAfter === undefined ? request : { ...request, goesAfter })
  }

  /** Waits for something; what must always hold is held then. */
  async comes(what: string, condition: () => boolean): Promise<void> {
    assert.ok(await this.#world.until(condition), `${what} does not come; log: ${this.log.join('; ')}`)
    if (this.#pool instanceof StaticPool) this.#pool.assertInvariants()
  }

  async inTime<T>(work: Promise<T>): Promise<T> {
    let settled = false
    const settle = (): void => {
      settled = true
    }
    work.then(settle, settle)
    await this.comes('the end', () => settled)
    return await work
  }

  async answered(...clients: readonly Client[]): Promise<void> {
    await this.inTime(Promise.all(clients.map(({ done }) => done)))
  }

  async ready(count: number): Promise<void> {
    await this.comes(`${count} ready`, () => this.#pool.countByState()['ready'] === count)
  }

  /** Destroys the pool, which must leave no process. */
  async end(): Promise<void> {
    try {
      await this.inTime(this.#pool.destroy(1))
      assert.deepEqual(this.#world.alive, [], 'a process is left behind')
    } finally {
      this.#world.close()
    }
  }
}

/** Answers and goes on. */
export const answer: WorkerStep = ['answer', 'answer']

/** Lets the worker wait. */
export function ms(milliseconds: number): WorkerStep {
  return ['wait', milliseconds * 1000]
}
