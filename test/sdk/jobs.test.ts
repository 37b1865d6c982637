// The official producer and consumer of jobs, against a server of ours: run by `npm run test:sdk -- FOLDER`. Cases: spec 04 §16.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { begunJobs, jobsConfig, statOf } from '../support/jobs.ts'
import { root } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

describe('spiral/roadrunner-jobs', () => {
  const config = jobsConfig({ consume: ['test'], pipelines: { test: { driver: 'memory', config: {} } } })
  const server = useServer({
    config: {
      ...config,
      server: { ...(config['server'] as object), command: ['php', join(root, 'test/php/jobs-consumer.php')] },
    },
  })
  const php = async <T>(command: string, argument: object): Promise<T> => {
    const script = join(root, 'test/php/jobs-producer.php')
    const { stdout } = await promisify(execFile)('php', [script, server.rpcAddress, command, JSON.stringify(argument)])
    return JSON.parse(stdout) as T
  }
  const runs = async (id: string, times: number): Promise<void> => {
    const began = (): number => begunJobs(server).filter(({ context }) => context['id'] === id).length
    await until(
      () => `${id} to run ${times} times, it ran ${began()}`,
      () => began() === times,
    )
    await until('the pipeline to be done', async () => ((await statOf(server, 'test'))?.active ?? 0) === 0)
    assert.equal(began(), times)
  }

  it('pushes a job that the consumer gets as it was', async () => {
    const id = await php<string>('push', { wish: { do: 'ack' } })
    await runs(id, 1)
    const job = begunJobs(server).find(({ context }) => context['id'] === id)
    assert.deepEqual(job?.context, { id, job: 'App\\Job', pipeline: 'test', headers: { key: ['value'] } })
    assert.equal(job?.payload, '{"do":"ack"}')
  })

  for (const [wish, times, logged] of [
    ['requeue', 3, 'job was re-queued'],
    ['fail', 1, 'jobs protocol error'],
    ['nack', 1, ''],
    ['throw', 1, 'the job throws'],
  ] as const) {
    it(`settles a job that ends in ${wish}`, async () => {
      await runs(await php<string>('push', { wish: { do: wish } }), times)
      assert.ok(server.log.text.includes(logged))
    })
  }

  it('pushes many at once', async () => {
    const ids = await php<string[]>('pushMany', { wishes: Array.from({ length: 20 }, () => ({ do: 'ack' })) })
    assert.equal(ids.length, 20)
    for (const id of ids) await runs(id, 1)
  })

  it('pauses, tells so, and resumes', async () => {
    await php('pause', { queue: 'test' })
    assert.equal(await php('isPaused', { queue: 'test' }), true)
    const id = await php<string>('push', { wish: { do: 'ack' } })
    await php('resume', { queue: 'test' })
    assert.equal(await php('isPaused', { queue: 'test' }), false)
    await runs(id, 1)
  })

  it('makes a pipeline, lists and describes it', async () => {
    assert.equal(await php('create', { queue: 'made' }), 'made')
    assert.deepEqual(await php('list', {}), ['test', 'made'])
    assert.deepEqual(await php('stat', { queue: 'made' }), { driver: 'memory', ready: false, priority: 7 })
  })
})
