import type { MessagePort } from 'node:worker_threads'
import { Figures } from '../../src/plugins/http/threads/figures.ts'
import { SharedWorkers } from '../../src/plugins/http/threads/shared-workers.ts'
import type { StaticPool } from '../../src/pool/pool.ts'
import type { World } from './world.ts'

/** The pools of several I/O threads, which lend each other their workers; one alone lends nothing. They live in one thread here. */
export class Threads {
  readonly pools: readonly StaticPool[]
  readonly #shared: readonly SharedWorkers[]

  private constructor(pools: readonly StaticPool[], shared: readonly SharedWorkers[]) {
    this.pools = pools
    this.#shared = shared
  }

  static async open(count: number, world: World, openPool: () => Promise<StaticPool>): Promise<Threads> {
    const pools: StaticPool[] = []
    while (pools.length < count) pools.push(await openPool())
    const figures = new Figures(Figures.memory(count))
    const ports = portsOf(count, world)
    const shared = pools.map((pool, self) => {
      return new SharedWorkers({ self, pool, lending: pool.lending, figures, ports: ports[self] ?? [] })
    })
    return new Threads(pools, count > 1 ? shared : [])
  }

  /** The pool of a thread, counted round. */
  at(thread: number): StaticPool {
    return this.pools[thread % this.pools.length] as StaticPool
  }

  get queueSize(): number {
    return this.pools.reduce((sum, { queueSize }) => sum + queueSize, 0)
  }

  countByState(): Record<string, number> {
    const sums: Record<string, number> = {}
    for (const pool of this.pools)
      for (const [state, count] of Object.entries(pool.countByState())) sums[state] = (sums[state] ?? 0) + count
    return sums
  }

  /** A request waits in one thread while a worker is idle in another. */
  get isUnfair(): boolean {
    return this.pools.some((pool) => pool.stats().waiting > 0) && this.pools.some((pool) => pool.hasFreeWorker)
  }

  /** The first thread before the others, as when the server resets. */
  async reset(): Promise<void> {
    const [first, ...others] = this.pools
    await first?.reset()
    await Promise.all(others.map((pool) => pool.reset()))
  }

  async destroy(graceMs: number): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.destroy(graceMs)))
    for (const shared of this.#shared) shared.close()
  }

  assertInvariants(): void {
    for (const pool of this.pools) pool.assertInvariants()
  }
}

/** For each thread its ways to the others. */
function portsOf(count: number, world: World): (MessagePort | undefined)[][] {
  const ports = Array.from({ length: count }, () =>
    Array.from({ length: count }, (): MessagePort | undefined => undefined),
  )
  for (let one = 0; one < count; one++) {
    for (let other = one + 1; other < count; other++) {
      const [port, its] = world.channel()
      ;(ports[one] as (MessagePort | undefined)[])[other] = port
      ;(ports[other] as (MessagePort | undefined)[])[one] = its
    }
  }
  return ports
}
