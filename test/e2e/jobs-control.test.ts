// Jobs as those see them who run the server: commands, metrics, status, reset, pools. Cases: spec 04 §20.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { requestOnce } from '../support/http-client.ts'
import { begunJobs, jobOf, jobsConfig, pushJob, statOf, untilBegun } from '../support/jobs.ts'
import { callRpc, listWorkers } from '../support/pool-rpc.ts'
import { freePort } from '../support/test-server.ts'
import { startServer, useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const memory = { driver: 'memory', config: {} }
const metricsPort = await freePort()
const statusPort = await freePort()

describe('a server with jobs', () => {
  const server = useServer({
    config: {
      ...jobsConfig({ consume: ['test'], pipelines: { test: memory, other: memory } }),
      metrics: { address: `127.0.0.1:${metricsPort}` },
      status: { address: `127.0.0.1:${statusPort}` },
    },
  })
  const metrics = async (): Promise<string> => (await requestOnce(metricsPort, { path: '/metrics' })).text

  // spec 04 #63, #65
  it('counts pushes and jobs', async () => {
    const fresh = await metrics()
    for (const name of ['jobs_ok', 'jobs_err', 'jobs_requeue', 'push_ok', 'push_err']) {
      assert.ok(fresh.includes(`\nrr_jobs_${name} 0\n`), name)
    }
    assert.ok(!fresh.includes('rr_jobs_requests_total') && !fresh.includes('rr_jobs_push_latency'))
    for (let index = 0; index < 3; index++) await pushJob(server, 'test', {})
    for (const size of [2, 5]) {
      const jobs = Array.from({ length: size }, (_, index) => jobOf(`${size}-${index}`, 'test', {}))
      await callRpc(server, 'jobs.PushBatch', { jobs })
    }
    await until('ten jobs to be done', async () => (await metrics()).includes('\nrr_jobs_jobs_ok 10\n'))
    const text = await metrics()
    assert.ok(text.includes('\nrr_jobs_push_ok 10\n'))
    assert.ok(text.includes('rr_jobs_requests_total{driver="memory",job="test",source="single"} 3\n'))
    assert.ok(text.includes('rr_jobs_requests_total{driver="memory",job="test",source="batch"} 7\n'))
    assert.match(text, /^rr_jobs_push_latency_count\{driver="memory",job="test",source="single"\} 3$/m)
    assert.ok(text.includes('\nrr_jobs_total_workers 1\n'))
    const types = text.match(/^# TYPE .*$/gm) ?? []
    assert.deepEqual(types, [...new Set(types)], 'a name told twice fails the whole scrape')
  })

  // spec 04 #66
  it('tells its state over HTTP', async () => {
    const jobs = JSON.parse((await requestOnce(statusPort, { path: '/jobs' })).text) as object[]
    assert.deepEqual(jobs[0], {
      pipeline: 'test',
      priority: 10,
      ready: true,
      queue: 'test',
      active: 0,
      delayed: 0,
      reserved: 0,
      driver: 'memory',
      error_message: '',
    })
    for (const path of ['/health?plugin=jobs', '/ready?plugin=jobs']) {
      assert.equal((await requestOnce(statusPort, { path })).status, 200)
    }
  })

  // spec 04 #71
  it('obeys rr jobs, and rr workers shows the pipelines', async () => {
    const list = await server.rr('jobs', '--list')
    assert.equal(list.code, 0, list.stderr)
    assert.match(list.stdout, /PIPELINE \( S \)[^]*test[^]*other/)
    assert.equal((await server.rr('jobs', '--pause', 'test')).code, 0)
    assert.equal((await statOf(server, 'test'))?.ready ?? false, false)
    const workers = await server.rr('workers')
    assert.match(workers.stdout, /Workers of \[jobs\]:[^]*Jobs of \[jobs\]:/)
    assert.match(workers.stdout, /PAUSED\/STOPPED[^\n]*test/)
    assert.equal((await server.rr('jobs', '--resume', 'test')).code, 0)
    assert.equal((await statOf(server, 'test'))?.ready, true)
    const nothing = await server.rr('jobs', '--pause')
    assert.notEqual(nothing.code, 0)
    assert.match(nothing.stderr + nothing.stdout, /incorrect command usage, should be: rr jobs --pause pipe1,pipe2/)
    const gone = await server.rr('jobs', '--destroy', 'other')
    assert.match(gone.stdout, /other/)
    assert.deepEqual(await callRpc(server, 'jobs.List', {}), { pipelines: ['test'] })
  })

  // spec 04 #67, #68
  it('runs jobs with new workers after they were added, removed and reset', async () => {
    const [before] = await listWorkers(server, 'jobs')
    await callRpc(server, 'informer.AddWorker', 'jobs')
    assert.equal((await listWorkers(server, 'jobs')).length, 2)
    await callRpc(server, 'informer.RemoveWorker', 'jobs')
    assert.equal((await listWorkers(server, 'jobs')).length, 1)
    await callRpc(server, 'resetter.Reset', 'jobs')
    const [after] = await listWorkers(server, 'jobs')
    assert.notEqual(after?.pid, before?.pid)
    const id = await pushJob(server, 'test', {})
    await until('the job to run', () =>
      begunJobs(server).some(({ context, pid }) => context['id'] === id && pid === after?.pid),
    )
  })
})

// spec 04 #70
it('runs the jobs of each pipeline in its pool', async (context) => {
  const names = ['one', 'two', 'three']
  const config = jobsConfig({
    pool: null,
    consume: names,
    pools: Object.fromEntries(names.map((name) => [name, { num_workers: 1 }])),
    pipelines: Object.fromEntries(names.map((name) => [name, { ...memory, pool: name }])),
  })
  const server = await startServer(context, { config })
  for (const name of [...names, ...names]) await pushJob(server, name, {})
  const begun = await untilBegun(server, 6)
  const pids = names.map(
    (name) => new Set(begun.filter((job) => job.context['pipeline'] === name).map(({ pid }) => pid)),
  )
  assert.deepEqual(
    pids.map(({ size }) => size),
    [1, 1, 1],
  )
  assert.equal(new Set(pids.flatMap((set) => [...set])).size, 3)
})

// spec 04 §6.3
it('ends a job that takes too long, and goes on', async (context) => {
  const config = jobsConfig({
    consume: ['test'],
    pool: { num_workers: 1, supervisor: { watch_tick: '100ms', exec_ttl: '3s' } },
    pipelines: { test: memory },
  })
  const server = await startServer(context, { config })
  await pushJob(server, 'test', { do: 'sleep', ms: 60_000 })
  await pushJob(server, 'test', {})
  const begun = await untilBegun(server, 2)
  assert.notEqual(begun[0]?.pid, begun[1]?.pid)
  assert.ok(server.log.all('job processed with errors').length === 1)
})

// spec 04 #47, #49, #51, #54, #55
it('answers what cannot be done in the words of RoadRunner', async (context) => {
  const server = await startServer(context, { config: jobsConfig({}) })
  const declare = (pipeline: object): Promise<unknown> => callRpc(server, 'jobs.Declare', { pipeline })
  assert.deepEqual(await callRpc(server, 'jobs.List', {}), {})
  await assert.rejects(declare({ name: 'x' }), /no associated driver with the pipeline, pipeline name: x/)
  await assert.rejects(
    declare({ name: 'x', driver: 'nope' }),
    /no constructor registered for driver: nope, pipeline: x/,
  )
  await assert.rejects(declare({ name: 'x', driver: 'amqp' }), /no constructor registered for driver: amqp/)
  await declare({ name: 'x', driver: 'memory', priority: 'high' })
  assert.equal((await statOf(server, 'x'))?.priority, 10)
  await assert.rejects(declare({ name: 'x', driver: 'memory' }), /pipeline already exists, name: x, driver: memory/)
  const jobs = [jobOf('1', 'x', {}), jobOf('2', 'nowhere', {}), jobOf('3', 'x', {})]
  await assert.rejects(callRpc(server, 'jobs.PushBatch', { jobs }), /no such pipeline, requested: nowhere/)
  await assert.rejects(
    callRpc(server, 'jobs.Pause', { pipelines: ['nowhere'] }),
    /no such pipeline, requested: nowhere/,
  )
  await callRpc(server, 'jobs.Resume', { pipelines: ['x'] })
  const begun = await untilBegun(server, 1)
  assert.deepEqual(
    begun.map(({ context: { id } }) => id),
    ['1'],
  )
})
