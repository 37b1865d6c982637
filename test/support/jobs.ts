import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callRpc } from './pool-rpc.ts'
import { type Config, root, type TestServer } from './test-server.ts'
import { until } from './wait.ts'

/** A job as PHP saw it when it began. */
export interface BegunJob {
  readonly context: Readonly<Record<string, unknown>>
  readonly payload: string
  readonly pid: number
}

/** A pipeline as `jobs.Stat` describes it; what is zero or empty is left out. */
export interface PipelineStat {
  readonly pipeline: string
  readonly driver: string
  readonly queue?: string
  readonly active?: number
  readonly delayed?: number
  readonly reserved?: number
  readonly ready?: boolean
  readonly priority?: number
}

/** Sections of a server whose workers are test/php/jobs.php. */
export function jobsConfig(jobs: Config, env: Config = {}): Config {
  return {
    server: { command: ['php', join(root, 'test/php/jobs.php')], env: [{ JOBS_LOG: 'jobs.log' }, env] },
    jobs: { pool: { num_workers: 1 }, ...jobs },
    http: null,
  }
}

/** Pushes a job that does what is wanted; answers its id. */
export async function pushJob(
  server: TestServer,
  pipeline: string,
  wish: Config,
  options: Config = {},
): Promise<string> {
  const id = crypto.randomUUID()
  await callRpc(server, 'jobs.Push', { job: jobOf(id, pipeline, wish, options) })
  return id
}

/** A job in the JSON of the RPC. */
export function jobOf(id: string, pipeline: string, wish: Config, options: Config = {}): Config {
  const { headers = {}, ...rest } = options
  const payload = Buffer.from(JSON.stringify(wish)).toString('base64')
  return { job: 'App\\Job', id, payload, headers, options: { pipeline, ...rest } }
}

/** The jobs that PHP has begun, in order. */
export function begunJobs(server: TestServer): BegunJob[] {
  const path = server.path('jobs.log')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BegunJob)
}

/** Waits until PHP has begun that many jobs, and answers them. */
export async function untilBegun(server: TestServer, count: number): Promise<BegunJob[]> {
  const what = (): string => `${count} jobs to begin, ${begunJobs(server).length} have`
  return await until(what, () => begunJobs(server).length >= count && begunJobs(server))
}

/** A pipeline as the server describes it now. */
export async function statOf(server: TestServer, pipeline: string): Promise<PipelineStat | undefined> {
  const { stats = [] } = await callRpc<{ stats?: readonly PipelineStat[] }>(server, 'jobs.Stat', {})
  return stats.find((stat) => stat.pipeline === pipeline)
}
