import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import { type Channel, type ChannelModel, connect, type GetMessage } from 'amqplib'
import { RabbitMq } from '../../../../test/support/rabbitmq.ts'
import { makeCertificates } from '../../../../test/support/redis.ts'
import { until } from '../../../../test/support/wait.ts'
import { type Logger, silentLogger } from '../../../lib/log.ts'
import { Bench, message, testJobsDriver } from '../testing/driver-contract.ts'
import { amqp } from './amqp.ts'

let broker: RabbitMq
const folder = mkdtempSync(join(tmpdir(), 'courser-amqp-'))
const certificates = makeCertificates(folder)
let model: ChannelModel
let channel: Channel
before(async () => {
  broker = await RabbitMq.start(certificates)
  model = await connect(broker.address)
  model.on('error', () => undefined)
  channel = await model.createChannel()
})
after(async () => {
  await broker?.stop()
  rmSync(folder, { recursive: true })
})

const options = (pipeline: string, more: object = {}): object => ({
  addr: broker.address,
  queue: pipeline,
  routing_key: pipeline,
  exchange: 'tests',
  prefetch: 250,
  requeue_on_fail: true,
  ...more,
})
const open = async (context: TestContext, pipeline: string, more: object = {}, log = silentLogger): Promise<Bench> => {
  const bench = await Bench.open(amqp, pipeline, options(pipeline, more), log)
  context.after(() => bench.driver.stop())
  return bench
}
const get = async (queue: string): Promise<GetMessage> => {
  const got = await channel.get(queue, { noAck: true })
  assert.ok(got !== false, `nothing waits in ${queue}`)
  return got
}
const publish = (queue: string, headers: object, body = 'raw'): unknown =>
  channel.sendToQueue(queue, Buffer.from(body), { headers })

/** A log that keeps what it is told. */
function keepingLog(): { log: Logger; texts: string[] } {
  const texts: string[] = []
  const keep = (text: string): void => void texts.push(text)
  return { log: { ...silentLogger, enabled: () => true, debug: keep, info: keep, warn: keep, error: keep }, texts }
}

testJobsDriver(amqp, { config: (pipeline) => options(pipeline) })

// spec 05 #32
test('amqp publishes what servers of RoadRunner read', async (context) => {
  const bench = await open(context, 'fields')
  await bench.driver.push(message('id', { priority: 300, headers: { k: ['v'] }, pipeline: 'fields', autoAck: true }))
  const { properties } = await get('fields')
  assert.equal(properties.contentType, 'application/octet-stream')
  assert.equal(properties.deliveryMode, 2)
  assert.deepEqual(properties.headers, {
    rr_id: 'id',
    rr_job: 'App\\Job',
    rr_pipeline: 'fields',
    rr_headers: Buffer.from('{"k":["v"]}'),
    rr_delay: 0,
    rr_priority: 300,
    rr_auto_ack: true,
  })
})

// spec 05 #32
test('amqp keeps delayed jobs in a queue that other servers use too', async (context) => {
  const bench = await open(context, 'delays')
  await bench.driver.push(message('later', { delaySeconds: 30 }))
  const declared = {
    durable: true,
    deadLetterExchange: 'tests',
    deadLetterRoutingKey: 'delays',
    messageTtl: 30_000,
    expires: 60_000,
  }
  // Other arguments would be refused.
  assert.equal((await channel.assertQueue('delayed-30000.tests.delays', declared)).messageCount, 1)
  assert.deepEqual(await bench.driver.state(), { queue: 'delays', active: 0, delayed: 1, reserved: 0 })
})

// spec 05 #27, #11
test('amqp takes what somebody else has sent', async (context) => {
  const { log, texts } = keepingLog()
  const bench = await open(context, 'foreign', {}, log)
  await bench.driver.run()
  publish('foreign', {
    ratio: 2.3,
    whole: 7,
    yes: true,
    list: ['a', 'b'],
    table: { inner: 'x' },
    at: { '!': 'timestamp', value: 0 },
    price: { '!': 'decimal', value: { digits: 1995, places: 2 } },
    rr_headers: Buffer.from('not json'),
    rr_delay: 'soon',
    rr_priority: true,
  })
  const [job] = await bench.next()
  assert.match(job?.id ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(job?.job, 'deduced_by_rr')
  assert.equal(job?.priority, 10)
  assert.equal(Buffer.from(job?.payload ?? []).toString(), 'raw')
  assert.deepEqual(job?.headers, {
    ratio: ['2.30000'],
    whole: ['7'],
    yes: ['true'],
    list: ['a', 'b'],
    inner: ['x'],
    at: ['1970-01-01T00:00:00Z'],
    price: ['19.95'],
    rr_headers: ['not json'],
    rr_delay: ['soon'],
    rr_priority: ['true'],
  })
  assert.deepEqual(
    texts.filter((text) => text.includes('unmarshal') || text.includes('priority type')),
    ['failed to unmarshal headers (should be JSON), continuing execution', 'unknown priority type'],
  )
  await job?.ack()
})

test('amqp publishes a job again without what was added on the way', async (context) => {
  const bench = await open(context, 'again')
  await bench.driver.run()
  await bench.driver.push(message('again', { headers: { own: ['1'] }, delaySeconds: 1 }))
  const [job] = await bench.next()
  // The broker tells of the queue it waited in.
  assert.deepEqual(job?.headers['reason'], ['expired'])
  await bench.driver.pause()
  await job?.requeue({ ...job.headers, own: ['2'], rr_id: ['mine'] }, 0)
  await until('the job to be back', async () => (await channel.checkQueue('again')).messageCount === 1)
  const { headers } = (await get('again')).properties
  assert.deepEqual(JSON.parse(String(headers?.['rr_headers'])), { own: ['2'], rr_id: ['mine'] })
})

// spec 05 #19
test('amqp sends a job where its header says', async (context) => {
  const from = await open(context, 'from')
  const to = await open(context, 'to')
  await to.driver.run()
  await from.driver.push(message('moved', { headers: { 'x-routing-key': ['to'], kept: ['yes'] }, pipeline: 'from' }))
  const [job] = await to.next()
  assert.equal(job?.headers['x-routing-key'], undefined)
  assert.deepEqual(job?.headers['kept'], ['yes'])
  assert.equal(job?.extra?.['pipeline'], 'from')
  await job?.ack()
})

// spec 05 #17
test('amqp gives a job to all queues of a fanout exchange, delayed ones in time', async (context) => {
  const fanout = { exchange: 'all', exchange_type: 'fanout', routing_key: '' }
  const benches = [await open(context, 'fan-a', fanout), await open(context, 'fan-b', fanout)]
  for (const bench of benches) await bench.driver.run()
  await benches[0]?.driver.push(message('both'))
  for (const bench of benches) assert.equal(await bench.run(), 'both')
  await benches[0]?.driver.push(message('later', { delaySeconds: 1 }))
  const began = performance.now()
  for (const bench of benches) assert.equal(await bench.run(), 'later')
  assert.ok(performance.now() - began > 900)
})

// spec 05 #20
test('amqp pushes without a queue of its own', async (context) => {
  const other = await open(context, 'real')
  const bench = await open(context, 'push-only', { queue: '', routing_key: 'real' })
  await bench.driver.push(message('one'))
  assert.deepEqual(await bench.driver.state(), { queue: '', active: 0, delayed: 0, reserved: 0 })
  await assert.rejects(async () => bench.driver.run(), /empty queue name, consider adding the queue name/)
  await other.driver.run()
  assert.equal(await other.run(), 'one')
})

// spec 05 #18, #31
test('amqp gives the arguments of a queue to the broker, in either form', async (context) => {
  await open(context, 'limited', { queue_headers: { 'x-max-length': 7 }, durable: true })
  await open(context, 'limited-json', { queue_headers: '{"x-max-length":7}' })
  await open(context, 'nested', {
    version: 2,
    exchange: { name: 'nested-exchange', type: 'topics', durable: true },
    queue: { name: 'nested', routing_key: 'nested.*', durable: true, headers: { 'x-max-length': 7 } },
  })
  for (const [name, durable] of [
    ['limited', true],
    ['limited-json', false],
    ['nested', true],
  ] as const) {
    await channel.assertQueue(name, { durable, maxLength: 7 })
  }
  await channel.assertExchange('nested-exchange', 'topic', { durable: true })
})

test('amqp refuses options that cannot work, in the words of RoadRunner', async (context) => {
  const refused = (more: object, text: RegExp): Promise<void> => assert.rejects(open(context, 'refused', more), text)
  await refused({ version: 3 }, /unsupported AMQP pipeline config version: 3/)
  await refused({ exchange_type: 'x' }, /invalid exchange type "x", must be one of: direct, fanout, topic, headers/)
  await refused({ version: 2, queue: undefined, exchange: undefined }, /exchange or queue configuration is required/)
  await refused({ queue_headers: '[1]' }, /queue_headers must be a map/)
  const bench = await open(context, 'no-key', { routing_key: '' })
  await assert.rejects(async () => bench.driver.push(message('x')), /empty routing key, consider adding/)
})

// spec 05 #33
test('amqp answers for the state of a queue that is gone, and goes on', async (context) => {
  const bench = await open(context, 'gone')
  await channel.deleteQueue('gone')
  assert.equal((await bench.driver.state()).active, 0)
  await bench.driver.run()
  await bench.driver.push(message('one'))
  assert.equal(await bench.run(), 'one')
})

// spec 05 common 3
test('amqp acknowledges a job with auto_ack when it comes', async (context) => {
  const bench = await open(context, 'auto')
  await bench.driver.run()
  await bench.driver.push(message('auto', { autoAck: true }))
  const [job] = await bench.next()
  assert.equal((await bench.driver.state()).active, 0)
  await job?.nack()
  await job?.requeue(job.headers, 0)
  assert.equal((await bench.driver.state()).active, 0)
})

test('amqp drops a refused job, and one that failed unless it is told otherwise', async (context) => {
  // spec 05 §3.6
  const bench = await open(context, 'drops', { requeue_on_fail: false })
  await bench.driver.run()
  for (const id of ['nack', 'reject', 'last']) await bench.driver.push(message(id))
  await bench.run((job) => job.nack())
  await bench.run((job) => job.reject(false, 0))
  assert.equal(await bench.run(), 'last')
  assert.deepEqual(await bench.driver.state(), { queue: 'drops', active: 0, delayed: 0, reserved: 0 })
})

test('amqp deletes its queue at the end when it is told to', async () => {
  const bench = await Bench.open(amqp, 'ends', options('ends', { delete_queue_on_stop: true }))
  await bench.driver.push(message('gone with it'))
  await bench.driver.stop()
  const { messageCount } = await channel.assertQueue('ends', { durable: false })
  assert.equal(messageCount, 0)
})

// spec 05 #22
test('amqp speaks TLS with a certificate of its own', async (context) => {
  const { ca, clientCert: cert, clientKey: key } = certificates
  const secure = { addr: `amqps://guest:guest@127.0.0.1:${broker.tlsPort}/`, tls: { root_ca: ca, cert, key } }
  const bench = await open(context, 'secure', secure)
  await bench.driver.run()
  await bench.driver.push(message('secret'))
  assert.equal(await bench.run(), 'secret')
  await assert.rejects(
    open(context, 'secure', { tls: { cert, key: '/nowhere' } }),
    /key file '\/nowhere' does not exists/,
  )
})

// spec 05 #29
test('amqp comes back when its connection is cut, paused ones stay paused', async (context) => {
  const { log, texts } = keepingLog()
  const bench = await open(context, 'cut', {}, log)
  const paused = await open(context, 'cut-paused')
  await bench.driver.run()
  await bench.driver.push(message('begun'))
  const [begun] = await bench.next()
  await bench.driver.push(message('waiting'))
  await until('the second job to be taken', () => bench.waiting === 1)
  // Its consumer goes with its queue; so does the session of the other, which has the same broker's word for it.
  await broker.cutConnections()
  await until('both to be back', () => texts.includes('connection was successfully restored'))
  assert.ok(texts.includes('pipeline connection was closed, redialing'))
  // What waited is forgotten and comes again; what was begun cannot be settled any more.
  await assert.rejects(async () => begun?.ack(), { code: 'RR_JOBS_CONNECTION_LOST' })
  const again = await bench.next(2)
  assert.deepEqual(again.map(({ id }) => id).toSorted(), ['begun', 'waiting'])
  for (const job of again) await job.ack()
  await paused.driver.push(message('kept'))
  assert.equal(paused.waiting, 0)
  await paused.driver.run()
  assert.equal(await paused.run(), 'kept')
})

test('amqp tries the next address when one does not answer', async (context) => {
  const bench = await open(context, 'several', { addrs: ['amqp://127.0.0.1:1/', broker.address] })
  await bench.driver.push(message('one'))
  await bench.driver.run()
  assert.equal(await bench.run(), 'one')
})
