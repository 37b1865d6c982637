import type { Logger } from '../../src/lib/log.ts'
import { poolConfig } from '../../src/pool/config.ts'
import { openPool, type StaticPool } from '../../src/pool/pool.ts'
import { Client } from './client.ts'
import { judge } from './judge.ts'
import type { Scenario, Step } from './scenario.ts'
import { Threads } from './threads.ts'
import type { World } from './world.ts'

/** What one run showed. */
export interface Report {
  /** What should not have been, one line each. */
  readonly faults: readonly string[]
  readonly clients: readonly Client[]
}

/** Opens a pool, lets happen to it what the scenario says, and judges what came of it. `say` takes what the pool logs. */
export async function runScenario(scenario: Scenario, world: World, say: (text: string) => void): Promise<Report> {
  const run = new Run(scenario, world, say)
  await run.play()
  return run.report()
}

class Run {
  readonly #scenario: Scenario
  readonly #world: World
  readonly #say: (text: string) => void
  readonly #clients: Client[] = []
  readonly #faults: string[] = []
  #controlsRunning = 0
  #killed = false
  /** Workers that each thread should have. */
  readonly #targets: number[]
  #threads!: Threads
  /** Looks in a row at which a request waited while a worker was idle elsewhere. */
  #unfair = 0
  #ending = false

  constructor(scenario: Scenario, world: World, say: (text: string) => void) {
    this.#scenario = scenario
    this.#world = world
    this.#say = say
    this.#targets = Array<number>(scenario.threads).fill(scenario.workers)
  }

  async play(): Promise<void> {
    const { steps, graceMs } = this.#scenario
    this.#threads = await Threads.open(this.#scenario.threads, this.#world, () => this.#open())
    for (const step of steps) {
      this.#say(`-- ${step.do} ${step.do === 'request' ? step.id : ''}`)
      await this.#do(step)
      this.#check(step.do)
    }
    if (graceMs === undefined) await this.#comeToRest()
    this.#say('-- destroy')
    this.#ending = true
    await this.#finish(this.#threads.destroy(graceMs ?? 30_000), 'destroy')
    // What became of a request that was lent is still on its way.
    if (this.#scenario.threads > 1) await this.#settle()
    this.#check('destroy')
    const left = this.#world.alive.map(({ pid }) => pid)
    if (left.length > 0) this.#faults.push(`processes are left after destroy: ${left.join()}`)
  }

  report(): Report {
    const judged = judge(this.#scenario, this.#clients, this.#world.starts(), this.#killed)
    return { faults: [...this.#faults, ...judged], clients: this.#clients }
  }

  async #open(): Promise<StaticPool> {
    const { workers, receipts, pipeline, maxJobs, execTtlMs } = this.#scenario
    const config = poolConfig.parse({
      num_workers: workers,
      max_jobs: maxJobs,
      receipts,
      pipeline,
      allocate_timeout: '30s',
      reset_timeout: '1s',
      stream_timeout: '1s',
      destroy_timeout: '1s',
      supervisor: { exec_ttl: `${execTtlMs}ms` },
    })
    const onFatal = (error: Error): void => void this.#faults.push(`the pool gave up: ${error.message}`)
    const pool = openPool({ config, launch: this.#world.launch, log: this.#logger(), onFatal })
    return (await pool) as StaticPool
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'request':
        this.#clients.push(new Client(this.#threads.at(step.thread), step))
        return
      case 'cancel':
        pickOf(
          this.#clients.filter((client) => !client.ended && !client.gone),
          step.which,
        )?.go()
        return
      case 'kill':
        this.#killed = true
        pickOf(this.#world.alive, step.which)?.kill()
        return
      case 'turns':
        return await this.#turn(step.count)
      case 'settle':
        return await this.#settle()
      default:
        void this.#control(step)
    }
  }

  async #turn(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await this.#world.turn()
      this.#lookForUnfairness()
      this.#check('a turn')
    }
  }

  /** Whoever is not told in time is found by the judge. */
  async #settle(): Promise<void> {
    await this.#world.until(() => {
      this.#lookForUnfairness()
      return this.#clients.every((client) => client.ended || client.gone)
    })
  }

  async #control(step: Extract<Step, { do: 'reset' | 'add' | 'remove' }>): Promise<void> {
    const thread = step.do === 'reset' ? 0 : step.thread % this.#targets.length
    const { do: what } = step
    if (what === 'add') this.#resize(thread, 1)
    if (what === 'remove') this.#resize(thread, -1)
    this.#controlsRunning++
    try {
      if (what === 'reset') await this.#threads.reset()
      else if (what === 'add') await this.#threads.at(thread).addWorker()
      else await this.#threads.at(thread).removeWorker()
    } catch (error) {
      // A pool that is destroyed meanwhile may say so, and one whose new workers are killed.
      if (this.#scenario.graceMs === undefined && !this.#killed)
        this.#faults.push(`${what} failed: ${(error as Error).message}`)
      if (what === 'add') this.#resize(thread, -1)
    }
    this.#controlsRunning--
  }

  /** The last worker is never given up. */
  #resize(thread: number, change: 1 | -1): void {
    this.#targets[thread] = Math.max((this.#targets[thread] ?? 0) + change, 1)
  }

  #lookForUnfairness(): void {
    this.#unfair = !this.#ending && this.#threads.isUnfair ? this.#unfair + 1 : 0
    if (this.#unfair === this.#world.unfairLooks)
      this.#faults.push(`a request waits in one thread while a worker is idle in another, ${this.#unfair} looks long`)
  }

  async #comeToRest(): Promise<void> {
    await this.#settle()
    const states = (): string => JSON.stringify(this.#threads.countByState())
    const full = JSON.stringify({ ready: this.#targets.reduce((sum, target) => sum + target, 0) })
    const isFull = (): boolean => this.#controlsRunning === 0 && states() === full && this.#threads.queueSize === 0
    if (await this.#world.until(isFull)) return
    const { queueSize } = this.#threads
    this.#faults.push(
      `the pool ends with ${states()}, ${queueSize} requests and ${this.#controlsRunning} commands, wanted ${full}`,
    )
  }

  async #finish(work: Promise<void>, what: string): Promise<void> {
    let finished = false
    const end = work.then(() => {
      finished = true
    })
    if (!(await this.#world.until(() => finished))) this.#faults.push(`${what} does not end`)
    else await end
  }

  #check(when: string): void {
    try {
      this.#threads.assertInvariants()
    } catch (error) {
      this.#faults.push(`after ${when}: ${(error as Error).message}`)
    }
  }

  #logger(): Logger {
    const keep = (message: string, fields?: object): void => this.#say(`${message} ${line(fields)}`)
    return { name: 'server', enabled: () => true, debug: keep, info: keep, warn: keep, error: keep }
  }
}

function pickOf<T>(items: readonly T[], which: number): T | undefined {
  return items.length === 0 ? undefined : items[which % items.length]
}

function line(fields: object | undefined): string {
  return JSON.stringify(fields ?? {}, (_, value: unknown) => (value instanceof Error ? value.message : value))
}
