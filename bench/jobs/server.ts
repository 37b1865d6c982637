import { setTimeout as sleep } from 'node:timers/promises'
import { jobs as messages } from '../../src/gen/jobs.js'
import { connectRpc, type RpcClient } from '../../src/goridge/rpc-client.ts'
import { sharePriority } from '../lib/priority.ts'
import { freePort } from '../lib/processes.ts'
import { type RpcCalls } from '../lib/rpc-load.ts'
import { root, type Workplace } from '../lib/workplace.ts'
import { type CourserServer, startCourser } from '../servers/courser.ts'
import { batchSize, pipeline } from './batch.ts'

/** How a Courser with jobs is set up. */
export interface JobsServerOptions {
  /** PHP script of the two job workers, from the root. */
  readonly script?: string
  /** `driver: …, config: {…}` of the pipeline. */
  readonly driver?: string
  readonly env?: NodeJS.ProcessEnv
  /** Other sections. */
  readonly sections?: string
}

/** A Courser with one pipeline, which takes no jobs until it is resumed. */
export class JobsServer {
  readonly courser: CourserServer
  readonly port: number
  readonly #rpc: RpcClient
  #takes = false

  private constructor(courser: CourserServer, port: number, rpc: RpcClient) {
    this.courser = courser
    this.port = port
    this.#rpc = rpc
  }

  static async start(place: Workplace, name: string, options: JobsServerOptions): Promise<JobsServer> {
    const { script = 'bench/php/jobs-echo.php', driver = 'driver: memory, config: {}', env, sections = '' } = options
    const port = await freePort()
    const jobs = `jobs:
  pool: {num_workers: 2, command: php ${root}/${script}}
  pipelines:
    ${pipeline}: {${driver}}
  consume: []
`
    const rpc = `tcp://127.0.0.1:${port}`
    const courser = await startCourser(place, name, { workers: 1, rpc, sections: jobs + sections, ...(env && { env }) })
    const client = await connectRpc(rpc)
    place.onClose(() => client.close())
    sharePriority([...courser.serverPids(), ...courser.phpPids()])
    return new JobsServer(courser, port, client)
  }

  pause(): Promise<void> {
    return this.#take(false)
  }

  resume(): Promise<void> {
    return this.#take(true)
  }

  /** Jobs that wait or run. */
  async left(): Promise<number> {
    const { stats } = messages.v1.Stats.decode(await this.#rpc.callProto('jobs.Stat', new Uint8Array()))
    const stat = stats.find((one) => one.pipeline === pipeline)
    return Number(stat?.active ?? 0) + Number(stat?.reserved ?? 0)
  }

  /** Waits until every job is done. */
  async untilDone(): Promise<void> {
    while ((await this.left()) > 0) await sleep(5)
  }

  /** Pushes batches; answers jobs per second. */
  async push(batches: RpcCalls, calls: number): Promise<number> {
    const { perSecond, failures } = await batches.run({ port: this.port, connections: 2, depth: 2, calls })
    if (failures > 0) throw new Error(`${failures} of ${calls} batches were refused`)
    return perSecond * batchSize
  }

  /** Does nothing when it is so: a pipeline that takes no jobs cannot be paused. */
  async #take(jobs: boolean): Promise<void> {
    if (this.#takes === jobs) return
    this.#takes = jobs
    const argument = messages.v1.Pipelines.encode({ pipelines: [pipeline] }).finish()
    await this.#rpc.callProto(jobs ? 'jobs.Resume' : 'jobs.Pause', argument)
  }
}
