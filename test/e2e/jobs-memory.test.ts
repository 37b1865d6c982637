// Jobs on the memory driver, from the RPC to real PHP and back. Cases: spec 04 §20.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { begunJobs, jobOf, jobsConfig, pushJob, statOf, untilBegun } from '../support/jobs.ts'
import { callRpc } from '../support/pool-rpc.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const memory = { driver: 'memory', config: {} }

describe('a pipeline in memory', () => {
  const server = useServer({ config: jobsConfig({ consume: ['test'], pipelines: { test: memory } }) })

  const runs = async (id: string, times: number): Promise<void> => {
    const ofJob = (): number => begunJobs(server).filter(({ context }) => context['id'] === id).length
    await until(
      () => `${id} to run ${times} times, it ran ${ofJob()}`,
      () => ofJob() >= times,
    )
    await until('the pipeline to be done', async () => ((await statOf(server, 'test'))?.active ?? 0) === 0)
    assert.equal(ofJob(), times)
  }

  // spec 04 #11, #42
  it('gives a job to PHP with its context and payload', async () => {
    const id = await pushJob(server, 'test', { do: 'ack', text: 'ü' }, { headers: { key: { value: ['a', 'b'] } } })
    await runs(id, 1)
    const job = begunJobs(server).find(({ context }) => context['id'] === id)
    assert.deepEqual(Object.entries(job?.context ?? {}), [
      ['id', id],
      ['job', 'App\\Job'],
      ['driver', 'memory'],
      ['headers', { key: ['a', 'b'] }],
      ['pipeline', 'test'],
    ])
    assert.equal(job?.payload, '{"do":"ack","text":"ü"}')
  })

  // spec 04 #39
  it('runs a job again, with more headers, as often as PHP wants', async () => {
    await runs(await pushJob(server, 'test', { do: 'requeue', times: 3 }), 4)
    const requeued = server.log.all('job was re-queued')
    assert.equal(requeued.length, 3)
  })

  // spec 04 #31, #40, §6.3
  for (const [wish, logged] of [
    ['nack', 'jobs nack request'],
    ['fail', 'jobs protocol error'],
    ['error', 'job processed with errors'],
    ['die', 'job processed with errors'],
    ['garbage', 'response handler error'],
  ] as const) {
    it(`drops a job that ends in ${wish}, says so, and goes on`, async () => {
      const id = await pushJob(server, 'test', { do: wish }, { headers: { attempts: { value: ['1'] } } })
      await runs(id, 1)
      assert.ok(server.log.all(logged).some(({ ID }) => ID === id))
      await runs(await pushJob(server, 'test', { do: 'ack' }), 1)
    })
  }

  // spec 04 #43, #44
  it('refuses a job without id, and one for nobody', async () => {
    const push = (job: object): Promise<unknown> => callRpc(server, 'jobs.Push', job)
    await assert.rejects(push({}), /rpc_push: job is required/)
    await assert.rejects(push({ job: jobOf('', 'test', {}) }), /rpc_push: empty ID field not allowed/)
    const nowhere = jobOf('1', 'nowhere', {})
    await assert.rejects(push({ job: nowhere }), /rpc_push:\n\tjobs_plugin_push: no such pipeline, requested: nowhere/)
  })

  it('holds a delayed job back', async () => {
    const id = await pushJob(server, 'test', { do: 'ack' }, { delay: 1 })
    assert.equal((await statOf(server, 'test'))?.delayed, 1)
    await runs(id, 1)
    assert.equal((await statOf(server, 'test'))?.delayed ?? 0, 0)
  })
})

// spec 04 §5, §6.4
it('runs jobs by priority, and in the order of their pushes', async (context) => {
  const config = jobsConfig({ consume: ['busy'], pipelines: { busy: memory, test: memory } })
  const server = await startServer(context, { config })
  await pushJob(server, 'busy', { do: 'sleep', ms: 500 })
  await untilBegun(server, 1)
  const jobs = [5, 1, 0, 5, -3, 1].map((priority, index) => jobOf(`${index}`, 'test', {}, { priority }))
  await callRpc(server, 'jobs.PushBatch', { jobs })
  await callRpc(server, 'jobs.Resume', { pipelines: ['test'] })
  const begun = await untilBegun(server, 1 + jobs.length)
  assert.deepEqual(
    begun.slice(1).map(({ context: { id } }) => id),
    ['4', '1', '5', '0', '3', '2'],
  )
})

// spec 04 #49, #52, #56
it('lives through a whole life of a declared pipeline', async (context) => {
  const server = await startServer(context, { config: jobsConfig({}) })
  const call = (method: string, ...pipelines: string[]): Promise<unknown> =>
    callRpc(server, `jobs.${method}`, { pipelines })
  const twice = [1, 2].map(() => callRpc(server, 'jobs.Declare', { pipeline: { name: 'one', driver: 'memory' } }))
  const outcomes = (await Promise.allSettled(twice)).map(({ status }) => status)
  assert.deepEqual(outcomes.toSorted(), ['fulfilled', 'rejected'])
  await call('Destroy', 'one')
  await callRpc(server, 'jobs.Declare', { pipeline: { name: 'mine', driver: 'memory', prefetch: '5', priority: '7' } })
  assert.deepEqual(await statOf(server, 'mine'), { pipeline: 'mine', driver: 'memory', queue: 'mine', priority: 7 })
  await call('Resume', 'mine')
  await assert.rejects(call('Resume', 'mine'), /memory listener is already in the active state/)
  await pushJob(server, 'mine', {})
  await untilBegun(server, 1)
  await call('Pause', 'mine')
  await assert.rejects(call('Pause', 'mine'), /no active listeners, nothing to pause/)
  await pushJob(server, 'mine', {})
  assert.equal((await statOf(server, 'mine'))?.ready ?? false, false)
  assert.equal(begunJobs(server).length, 1)
  await call('Resume', 'mine')
  await untilBegun(server, 2)
  assert.deepEqual(await call('Destroy', 'mine'), { pipelines: ['mine'] })
  assert.deepEqual(await callRpc(server, 'jobs.List', {}), {})
  await assert.rejects(call('Destroy', 'mine'), /jobs_plugin_destroy: no such pipeline, requested: mine/)
})

// spec 04 #72
it('finishes the job that runs when the server stops', async (context) => {
  const server = await startServer(context, {
    config: jobsConfig({ consume: ['test'], pipelines: { test: memory } }),
  })
  await pushJob(server, 'test', { do: 'sleep', ms: 500 })
  await untilBegun(server, 1)
  const exit = await server.stop()
  assert.match(exit.stdout + exit.stderr, /job was processed successfully/)
})
