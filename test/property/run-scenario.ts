import type { Logger } from '../../src/lib/log.ts'
import { poolConfig } from '../../src/pool/config.ts'
import { openPool, type StaticPool } from '../../src/pool/pool.ts'
import { Client } from './client.ts'
import { judge } from './judge.ts'
import type { Scenario, Step } from './scenario.ts'
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
  #target: number
  #pool!: StaticPool

  constructor(scenario: Scenario, world: World, say: (text: string) => void) {
    this.#scenario = scenario
    this.#world = world
    this.#say = say
    this.#target = scenario.workers
  }

  async play(): Promise<void> {
    const { steps, graceMs } = this.#scenario
    this.#pool = await this.#open()
    for (const step of steps) {
      this.#say(`-- ${step.do} ${step.do === 'request' ? step.id : ''}`)
      await this.#do(step)
      this.#check(step.do)
    }
    if (graceMs === undefined) await this.#comeToRest()
    this.#say('-- destroy')
    await this.#finish(this.#pool.destroy(graceMs ?? 30_000), 'destroy')
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
        this.#clients.push(new Client(this.#pool, step))
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
        void this.#control(step.do)
    }
  }

  async #turn(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await this.#world.turn()
      this.#check('a turn')
    }
  }

  /** Whoever is not told in time is found by the judge. */
  async #settle(): Promise<void> {
    await this.#world.until(() => this.#clients.every((client) => client.ended || client.gone))
  }

  async #control(what: 'reset' | 'add' | 'remove'): Promise<void> {
    const pool = this.#pool
    if (what === 'add') this.#target++
    if (what === 'remove' && this.#target > 1) this.#target--
    this.#controlsRunning++
    try {
      await (what === 'reset' ? pool.reset() : what === 'add' ? pool.addWorker() : pool.removeWorker())
    } catch (error) {
      // A pool that is destroyed meanwhile may say so, and one whose new workers are killed.
      if (this.#scenario.graceMs === undefined && !this.#killed)
        this.#faults.push(`${what} failed: ${(error as Error).message}`)
      if (what === 'add') this.#target = Math.max(this.#target - 1, 1)
    }
    this.#controlsRunning--
  }

  async #comeToRest(): Promise<void> {
    await this.#settle()
    const states = (): string => JSON.stringify(this.#pool.countByState())
    const full = JSON.stringify({ ready: this.#target })
    const isFull = (): boolean => this.#controlsRunning === 0 && states() === full && this.#pool.queueSize === 0
    if (await this.#world.until(isFull)) return
    const { queueSize } = this.#pool
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
      this.#pool.assertInvariants()
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
