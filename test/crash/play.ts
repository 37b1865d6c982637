/*
  A server with jobs in a file, killed again and again at random moments while producers push and a worker runs. What was accepted must
  run, what was done must not, and each life keeps to the order. Follows: spec 05 §8, #69
*/
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { connectRpc } from '../../src/goridge/rpc-client.ts'
import { Random } from '../property/random.ts'
import { jobsConfig, statOf } from '../support/jobs.ts'
import { TestServer } from '../support/test-server.ts'
import { pause, until } from '../support/wait.ts'
import { pipelines, pushUntilGone } from './lane.ts'
import { type Beginning, Ledger } from './ledger.ts'

/** What came of it. */
export interface CrashFindings {
  readonly kills: number
  readonly accepted: number
  readonly done: number
  /** Beginnings of jobs that had begun before: their answers were not on the disk. */
  readonly again: number
  readonly faults: readonly string[]
}

const lanes = 8
/** How long the last server may take for all that is left. */
const finishLimitMs = 120_000

/** Kills a server that many times, then lets it finish what is left. Calls `onKill` after each. */
export async function playCrashes(
  seed: number,
  kills: number,
  onKill: (count: number, ledger: Ledger) => void = () => {},
): Promise<CrashFindings> {
  const play = new CrashPlay(seed)
  try {
    for (let count = 1; count <= kills && play.ledger.faults.length === 0; count++) {
      await play.life()
      onKill(count, play.ledger)
    }
    if (play.ledger.faults.length === 0) await play.finish()
    const { accepted, done, again, faults } = play.ledger
    return { kills, accepted, done, again, faults }
  } finally {
    play.dispose()
  }
}

class CrashPlay {
  readonly ledger = new Ledger()
  readonly #folder = mkdtempSync(join(tmpdir(), 'courser-crash-'))
  readonly #random: Random
  #lives = 0
  #linesRead = 0

  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  /** One start, and its end by SIGKILL: while it starts, while it only works off what is there, or under load. */
  async life(): Promise<void> {
    const server = this.#server()
    const quiet = this.#lives++ > 0 && this.#random.percent(25)
    try {
      if (this.#random.percent(10)) await this.#killStarting(server)
      else if (quiet) await this.#killWorking(server)
      else await this.#killLoaded(server)
      await server.exited()
      await server.assertNothingLeft()
      this.ledger.close({ begun: this.#newBeginnings(), log: server.log.since(0), quiet })
    } finally {
      server.dispose()
    }
  }

  /** Lets a last server do all that is left, and stops it as an operator does. */
  async finish(): Promise<void> {
    const server = this.#server()
    try {
      await server.start()
      for (const name of pipelines) {
        await until(
          `pipeline ${name} to be empty`,
          async () => {
            const stat = await statOf(server, name)
            return (stat?.active ?? 0) + (stat?.delayed ?? 0) === 0
          },
          finishLimitMs,
        )
      }
      await server.stop()
      this.ledger.close({ begun: this.#newBeginnings(), log: server.log.since(0), quiet: true })
    } finally {
      server.dispose()
    }
    for (const id of this.ledger.missing) this.ledger.faults.push(`${id} was accepted and never began`)
    this.#checkFile()
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #server(): TestServer {
    const config = { file: join(this.#folder, 'jobs.db') }
    return new TestServer({
      config: jobsConfig(
        {
          consume: pipelines,
          pipelines: Object.fromEntries(pipelines.map((name) => [name, { driver: 'boltdb', config }])),
        },
        { JOBS_LOG: this.#log },
      ),
    })
  }

  async #killStarting(server: TestServer): Promise<void> {
    await server.launch()
    await pause(this.#random.below(600))
    server.signal('SIGKILL')
  }

  async #killWorking(server: TestServer): Promise<void> {
    await server.start()
    await pause(this.#random.below(50))
    server.signal('SIGKILL')
  }

  async #killLoaded(server: TestServer): Promise<void> {
    await server.start()
    const client = await connectRpc(server.rpcAddress, { timeoutMs: 60_000 })
    const enough = this.ledger.accepted + this.#random.between(1, 80)
    let killed = false
    const pushes = Array.from({ length: lanes }, (_, index) => {
      const lane = { name: `${this.#lives}-${index}`, pipeline: pipelines[index % 2] ?? '' }
      return pushUntilGone(client, lane, new Random(this.#random.below(2 ** 31)), this.ledger, () => killed)
    })
    await until('some jobs to be accepted', () => this.ledger.accepted >= enough)
    await pause(this.#random.below(20))
    server.signal('SIGKILL')
    await server.exited()
    killed = true
    client.close()
    await Promise.all(pushes)
  }

  get #log(): string {
    return join(this.#folder, 'jobs.log')
  }

  #newBeginnings(): Beginning[] {
    const lines = existsSync(this.#log) ? readFileSync(this.#log, 'utf8').split('\n').slice(0, -1) : []
    const fresh = lines.slice(this.#linesRead)
    this.#linesRead = lines.length
    return fresh.map((line) => {
      const { context, atMs } = JSON.parse(line) as {
        context: { id: string; headers: Record<string, readonly string[]> }
        atMs: number
      }
      return { id: context.id, attempts: Number(context.headers['attempts']?.[0] ?? 0), atMs }
    })
  }

  #checkFile(): void {
    const db = new DatabaseSync(join(this.#folder, 'jobs.db'))
    const [row] = db.prepare('PRAGMA integrity_check').all()
    db.close()
    if (row?.['integrity_check'] !== 'ok') this.ledger.faults.push(`the file is damaged: ${JSON.stringify(row)}`)
  }
}
