// Jobs over RabbitMQ while the broker dies and comes back. Cases: spec 05 §13.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { connectRpc } from '../../src/goridge/rpc-client.ts'
import { begunJobs, jobOf, jobsConfig, pushJob, statOf, untilBegun } from '../support/jobs.ts'
import { callRpc } from '../support/pool-rpc.ts'
import { RabbitMq } from '../support/rabbitmq.ts'
import { startServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

let broker: RabbitMq
before(async () => {
  broker = await RabbitMq.start()
})
after(() => broker?.stop())

const pipeline = (name: string): object => ({
  driver: 'amqp',
  config: {
    queue: name,
    routing_key: name,
    exchange: 'jobs',
    exchange_durable: true,
    durable: true,
    requeue_on_fail: true,
  },
})

// spec 05 common 2, common 6, #13
it('gives jobs to PHP as RoadRunner does', async (context) => {
  const config = jobsConfig({ consume: ['mail'], pipelines: { mail: pipeline('mail') } })
  const server = await startServer(context, { config: { ...config, amqp: { addr: broker.address } } })
  const id = await pushJob(server, 'mail', { do: 'requeue', times: 2 }, { headers: { key: { value: ['a'] } } })
  const begun = await untilBegun(server, 3)
  assert.deepEqual(Object.keys(begun[0]?.context ?? {}), ['id', 'job', 'driver', 'queue', 'headers', 'pipeline'])
  const { headers, ...rest } = begun[2]?.context ?? {}
  assert.deepEqual(rest, { id, job: 'App\\Job', driver: 'amqp', queue: 'mail', pipeline: 'mail' })
  assert.deepEqual((headers as Record<string, unknown>)['key'], ['a'])
  assert.deepEqual((headers as Record<string, unknown>)['attempts'], ['2'])
  await until('the queue to be empty', async () => ((await statOf(server, 'mail'))?.active ?? 0) === 0)
})

// spec 05 #9, #28
it('leaves pipelines out whose section is missing, and serves', async (context) => {
  const memory = { driver: 'memory', config: {} }
  const config = jobsConfig({ consume: ['mail', 'local'], pipelines: { mail: pipeline('mail'), local: memory } })
  const server = await startServer(context, { config })
  const text = "can't find driver constructor for the pipeline, please, check the global configuration"
  assert.match(server.log.text, new RegExp(text))
  await pushJob(server, 'local', {})
  await untilBegun(server, 1)
})

// spec 05 #10, #29
it('loses no job when the broker is killed under load, and keeps what is paused paused', async (context) => {
  const config = jobsConfig({
    consume: ['load'],
    pool: { num_workers: 2 },
    pipelines: { load: pipeline('load'), paused: pipeline('paused') },
  })
  const server = await startServer(context, { config: { ...config, amqp: { addr: broker.address } } })
  const client = await connectRpc(server.rpcAddress, { timeoutMs: 60_000 })
  const pushes: Promise<string>[] = []
  const push = async (id: string, name: string): Promise<string> => {
    await client.call('jobs.Push', { job: jobOf(id, name, { do: 'sleep', ms: 5 }) })
    return id
  }
  for (let index = 0; index < 300; index++) pushes.push(push(`${index}`, 'load'))
  const held = push('held', 'paused')
  await until('some jobs to run', () => begunJobs(server).length > 20)
  await broker.kill()
  for (let index = 300; index < 400; index++) pushes.push(push(`${index}`, 'load'))
  await broker.restart()
  // Pushes wait for the broker; none fails.
  const accepted = await Promise.all(pushes)
  assert.equal(await held, 'held')
  const missing = (): string[] => {
    const began = new Set(begunJobs(server).map(({ context: { id } }) => String(id)))
    return accepted.filter((id) => !began.has(id))
  }
  await until(
    () => `${missing().length} jobs to begin`,
    () => missing().length === 0,
    30_000,
  )
  await until('all to be done', async () => ((await statOf(server, 'load'))?.active ?? 0) === 0, 20_000)
  assert.deepEqual(
    begunJobs(server).filter(({ context: { id } }) => id === 'held'),
    [],
  )
  await callRpc(server, 'jobs.Resume', { pipelines: ['paused'] })
  await until('the held job to begin', () => begunJobs(server).some(({ context: { id } }) => id === 'held'))
  client.close()
})
