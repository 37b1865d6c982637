import { connect } from 'amqplib'
import { RabbitMq } from '../test/support/rabbitmq.ts'
import { batchSize, benchBatch, payloadBytes, pipeline } from './jobs/batch.ts'
import { JobsServer } from './jobs/server.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { table } from './lib/results.ts'
import { RpcCalls } from './lib/rpc-load.ts'
import { median } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'

const prefetch = 100

interface Rates {
  readonly push: number[]
  readonly consume: number[]
}

/** Jobs over RabbitMQ: pushed through us and run by two workers, beside a bare amqplib program that publishes and acknowledges. */
export async function benchAmqp(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc', 'rabbitmq-server'])
  const place = new Workplace()
  try {
    const broker = await RabbitMq.start()
    place.onClose(() => broker.stop())
    const url = `amqp://guest:guest@127.0.0.1:${broker.port}`
    const driver = `driver: amqp, config: {queue: ours, exchange: ours, exchange_type: direct, routing_key: ours, prefetch: ${prefetch}}`
    const server = await JobsServer.start(place, 'amqp', { driver, sections: `amqp: {addr: '${url}'}\n` })
    const batches = new RpcCalls(place, 'jobs.PushBatch', benchBatch())
    const count = options.quick ? 4000 : 10_000
    const [ours, bare]: [Rates, Rates] = [
      { push: [], consume: [] },
      { push: [], consume: [] },
    ]
    for (let round = 0; round < (options.quick ? 2 : 5); round++) {
      await oursOnce(server, batches, count, ours)
      await bareOnce(url, count, bare)
    }
    const row = (name: string, rates: Rates): readonly string[] => [
      name,
      median(rates.push).toFixed(0),
      median(rates.consume).toFixed(0),
    ]
    const notes = `- RabbitMQ on this machine, durable queues, persistent messages of ${payloadBytes} B, publisher confirms, prefetch ${prefetch}; ours in batches of ${batchSize}, run by two PHP workers (pipeline ${pipeline}); medians of ${ours.push.length} rounds`
    const rows = [row('courser', ours), row('bare amqplib', bare)]
    return `${machineLines().join('\n')}\n${notes}\n\n${table(['', 'pushed/s', 'consumed/s'], rows)}`
  } finally {
    await place.close()
  }
}

async function oursOnce(server: JobsServer, batches: RpcCalls, count: number, into: Rates): Promise<void> {
  await server.pause()
  into.push.push(await server.push(batches, count / batchSize))
  const from = performance.now()
  await server.resume()
  await server.untilDone()
  into.consume.push(count / ((performance.now() - from) / 1000))
}

async function bareOnce(url: string, count: number, into: Rates): Promise<void> {
  const connection = await connect(url)
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue('bare', { durable: true })
  const began = performance.now()
  const body = Buffer.alloc(payloadBytes, 'p')
  for (let sent = 0; sent < count; sent++) channel.sendToQueue('bare', body, { persistent: true })
  await channel.waitForConfirms()
  into.push.push(count / ((performance.now() - began) / 1000))
  await channel.prefetch(prefetch)
  const from = performance.now()
  const done = Promise.withResolvers<void>()
  let got = 0
  await channel.consume('bare', (message) => {
    if (message === null) return
    channel.ack(message)
    if (++got === count) done.resolve()
  })
  await done.promise
  into.consume.push(count / ((performance.now() - from) / 1000))
  await connection.close()
}
