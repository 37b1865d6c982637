// Jobs in a file of the server's own: what was accepted runs, whatever happens to the server. Cases: spec 05 #66 to #71.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it, type TestContext } from 'node:test'
import { connectRpc } from '../../src/goridge/rpc-client.ts'
import { begunJobs, jobOf, jobsConfig, pushJob, statOf, untilBegun } from '../support/jobs.ts'
import type { Config, TestServer } from '../support/test-server.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const folder = (context: TestContext): string => {
  const path = mkdtempSync(join(tmpdir(), 'courser-boltdb-'))
  context.after(() => rmSync(path, { recursive: true }))
  return path
}

const configIn = (path: string, workers = 1): Config =>
  jobsConfig(
    {
      consume: ['test'],
      pool: { num_workers: workers },
      pipelines: { test: { driver: 'boltdb', config: { file: join(path, 'jobs.db') } } },
    },
    { JOBS_LOG: join(path, 'jobs.log') },
  )

const beganIn = (path: string): string[] =>
  begunJobs({ path: () => join(path, 'jobs.log') } as unknown as TestServer).map(({ context: { id } }) => String(id))

it('gives jobs to PHP with the name of their bucket', async (context) => {
  const server = await startServer(context, {
    config: jobsConfig({ consume: ['test'], pipelines: { test: { driver: 'boltdb', config: { file: 'jobs.db' } } } }),
  })
  const id = await pushJob(server, 'test', { do: 'requeue', times: 2 })
  const begun = await untilBegun(server, 3)
  const headers = { attempts: ['2'] }
  assert.deepEqual(
    Object.entries(begun[2]?.context ?? {}),
    Object.entries({ id, job: 'App\\Job', driver: 'boltdb', headers, queue: 'push', pipeline: 'test' }),
  )
  await until('the job to be done', async () => ((await statOf(server, 'test'))?.active ?? 0) === 0)
})

it('runs every job that was accepted, however often the server is killed', async (context) => {
  const path = folder(context)
  const accepted: string[] = []
  for (let round = 0; round < 3; round++) {
    const server = await startServer(context, { config: configIn(path, 2) })
    const client = await connectRpc(server.rpcAddress, { timeoutMs: 20_000 })
    const push = async (id: string): Promise<void> => {
      await client.call('jobs.Push', { job: jobOf(id, 'test', { do: 'sleep', ms: 5 }) })
      accepted.push(id)
    }
    const pushes = Array.from({ length: 200 }, (_, index) => push(`${round}-${index}`))
    const settled = Promise.allSettled(pushes)
    const marks = (round + 1) * 40
    await until('some jobs to be accepted and begun', () => accepted.length > marks && beganIn(path).length > marks / 2)
    server.signal('SIGKILL')
    await server.exited()
    client.close()
    await settled
    await server.assertNothingLeft()
  }
  const server = await startServer(context, { config: configIn(path, 2) })
  const missing = (): string[] => {
    const began = new Set(beganIn(path))
    return accepted.filter((id) => !began.has(id))
  }
  await until(
    () => `${missing().length} of ${accepted.length} accepted jobs to begin: ${missing().slice(0, 5).join(', ')}`,
    () => missing().length === 0,
    20_000,
  )
  await until('the pipeline to be done', async () => ((await statOf(server, 'test'))?.active ?? 0) === 0, 20_000)
})
