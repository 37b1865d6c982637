import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SocketHub } from '../../src/goridge/socket-hub.ts'
import type { Logger } from '../../src/lib/log.ts'
import { readErrors } from '../../src/os/process-errors.ts'
import type { SpawnedProcess } from '../../src/os/spawn.ts'
import { poolConfig } from '../../src/pool/config.ts'
import { type Launch, launchOverPipes, launchOverSocket } from '../../src/pool/launch.ts'
import { openPool, type StaticPool } from '../../src/pool/pool.ts'
import { fixture } from '../support/php-worker.ts'
import { until, within } from '../support/wait.ts'
import { Client } from './client.ts'
import { judge } from './judge.ts'
import type { Scenario, Step } from './scenario.ts'

/** What one run showed. */
export interface Report {
  /** What should not have been, one line each. */
  readonly faults: readonly string[]
  /** What the pool logged meanwhile. */
  readonly log: readonly string[]
  readonly clients: readonly Client[]
  /** Processes started. */
  readonly processes: number
}

/** Where a run may write; `mark` is in the environment of every process it starts. */
export interface Place {
  readonly folder: string
  readonly name: string
  readonly mark: readonly [string, string]
}

/** Longest wait for anything that must come. */
const limitMs = 30_000

/** Opens a pool, lets happen to it what the scenario says, and judges what came of it. Rejects only when the test itself is at fault. */
export async function runScenario(scenario: Scenario, place: Place): Promise<Report> {
  const run = new Run(scenario, place)
  await run.play()
  return run.report()
}

class Run {
  readonly #scenario: Scenario
  readonly #starts: string
  readonly #place: Place
  readonly #hub = new SocketHub()
  readonly #socket: string
  readonly #processes: SpawnedProcess[] = []
  readonly #reaped = new Set<number>()
  readonly #clients: Client[] = []
  readonly #controls: Promise<void>[] = []
  readonly #log: string[] = []
  readonly #faults: string[] = []
  #killed = false
  #target: number
  #pool!: StaticPool

  constructor(scenario: Scenario, place: Place) {
    this.#scenario = scenario
    this.#place = place
    this.#target = scenario.workers
    this.#starts = join(place.folder, `${place.name}.log`)
    this.#socket = join(place.folder, `${place.name}.sock`)
    writeFileSync(this.#starts, '')
  }

  async play(): Promise<void> {
    const { relay, steps, graceMs } = this.#scenario
    if (relay === 'unix') await this.#hub.listen({ path: this.#socket })
    this.#pool = await this.#open()
    for (const step of steps) {
      await this.#do(step)
      this.#check(step.do)
    }
    if (graceMs === undefined) await this.#comeToRest()
    await this.#pool.destroy(graceMs ?? limitMs)
    this.#check('destroy')
    const left = this.#processes.filter(({ pid }) => !this.#reaped.has(pid))
    if (left.length > 0) this.#faults.push(`${left.length} processes left after destroy: ${left.map(({ pid }) => pid)}`)
    for (const { kill } of left) kill()
    this.#hub.close()
  }

  report(): Report {
    const starts = readFileSync(this.#starts, 'utf8').trim().split('\n')
    const judged = judge(this.#scenario, this.#clients, starts, this.#killed)
    return {
      faults: [...this.#faults, ...judged],
      log: this.#log,
      clients: this.#clients,
      processes: this.#processes.length,
    }
  }

  async #open(): Promise<StaticPool> {
    const { workers, receipts, maxJobs, execTtlMs } = this.#scenario
    const config = poolConfig.parse({
      num_workers: workers,
      max_jobs: maxJobs,
      receipts,
      allocate_timeout: '30s',
      reset_timeout: '1s',
      stream_timeout: '1s',
      destroy_timeout: '1s',
      supervisor: { exec_ttl: `${execTtlMs}ms` },
    })
    const onFatal = (error: Error): void => void this.#faults.push(`the pool gave up: ${error.message}`)
    return (await openPool({ config, launch: this.#launch, log: this.#logger(), onFatal })) as StaticPool
  }

  readonly #launch: Launch = async (signal) => {
    const { relay } = this.#scenario
    const [name, value] = this.#place.mark
    const request = {
      command: ['php', '-n', fixture('model-worker')],
      cwd: process.cwd(),
      env: {
        PATH: process.env['PATH'] ?? '',
        RR_RELAY: relay === 'pipes' ? 'pipes' : `unix://${this.#socket}`,
        MODEL_LOG: this.#starts,
        [name]: value,
      },
    }
    const onErrors = ({ errors }: SpawnedProcess): void =>
      readErrors(errors, (text) => this.#log.push(`stderr: ${text.trimEnd()}`))
    const launched =
      relay === 'pipes'
        ? await launchOverPipes(request, onErrors)
        : await launchOverSocket(request, this.#hub, signal, onErrors)
    this.#processes.push(launched.process)
    void launched.process.exited.then(() => this.#reaped.add(launched.process.pid))
    return launched
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
        pickOf(
          this.#processes.filter(({ pid }) => !this.#reaped.has(pid)),
          step.which,
        )?.kill()
        return
      case 'turns':
        return await this.#turn(step.count)
      case 'settle':
        await this.#settle()
        return
      default:
        this.#control(step.do)
    }
  }

  #control(what: 'reset' | 'add' | 'remove'): void {
    const pool = this.#pool
    if (what === 'add') this.#target++
    if (what === 'remove' && this.#target > 1) this.#target--
    const done = what === 'reset' ? pool.reset() : what === 'add' ? pool.addWorker() : pool.removeWorker()
    const { graceMs } = this.#scenario
    this.#controls.push(
      done.catch((error: Error) => {
        if (graceMs === undefined) this.#faults.push(`${what} failed: ${error.message}`)
      }),
    )
  }

  async #turn(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await new Promise(setImmediate)
      this.#check('a turn')
    }
  }

  /** Whoever is not told in time is found by the judge. */
  async #settle(): Promise<void> {
    const all = Promise.all(this.#clients.map((client) => client.done))
    await within(limitMs, '', all).catch(() => {})
  }

  async #comeToRest(): Promise<void> {
    await this.#settle()
    await Promise.all(this.#controls)
    const states = (): string => JSON.stringify(this.#pool.countByState())
    const full = JSON.stringify({ ready: this.#target })
    await until('the pool to be full', () => states() === full && this.#pool.queueSize === 0, limitMs).catch(() => {
      this.#faults.push(`the pool ends with ${states()}, wanted ${full}, and ${this.#pool.queueSize} requests in it`)
    })
  }

  #check(when: string): void {
    try {
      this.#pool.assertInvariants()
    } catch (error) {
      this.#faults.push(`after ${when}: ${(error as Error).message}`)
    }
  }

  #logger(): Logger {
    const keep = (message: string, fields?: object): void => void this.#log.push(`${message} ${line(fields)}`)
    return { name: 'server', enabled: () => true, debug: keep, info: keep, warn: keep, error: keep }
  }
}

function pickOf<T>(items: readonly T[], which: number): T | undefined {
  return items.length === 0 ? undefined : items[which % items.length]
}

function line(fields: object | undefined): string {
  return JSON.stringify(fields ?? {}, (_, value: unknown) => (value instanceof Error ? value.message : value))
}
