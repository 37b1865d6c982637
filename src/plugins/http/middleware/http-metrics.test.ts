import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MetricFamily } from '../../../kernel/metrics.ts'
import { silentLogger } from '../../../lib/log.ts'
import { OpError } from '../../../lib/op-error.ts'
import { callPhp } from '../chained-exchange.ts'
import type { FakeRequest } from '../testing/fake-pool.ts'
import { testMiddleware } from '../testing/middleware-contract.ts'
import { answering, serveThrough } from '../testing/run-middleware.ts'
import { httpMetrics } from './http-metrics.ts'

testMiddleware(httpMetrics, {})

async function serve(worker: (request: FakeRequest) => void) {
  let collect: () => readonly MetricFamily[] = () => []
  const context = { config: {}, log: silentLogger, offerMetrics: (given: typeof collect) => void (collect = given) }
  const server = await serveThrough(httpMetrics.create(context)(callPhp), worker)
  const family = (name: string) => collect().find((one) => one.name === name) as MetricFamily
  return Object.assign(server, { family })
}

test('requests are counted by status, with their time', async () => {
  // spec 03 #157
  await using server = await serve(answering('x'))
  await (await fetch(server.url)).text()
  server.pool.worker = answering('', {}, 404)
  for (let round = 0; round < 2; round++) await (await fetch(server.url)).text()
  const total = server.family('rr_http_request_total')
  assert.deepEqual(
    total.samples.map((sample) => [sample.labels, 'value' in sample && sample.value]),
    [
      [{ status: '200' }, 1],
      [{ status: '404' }, 2],
    ],
  )
  const duration = server.family('rr_http_request_duration_seconds')
  assert.equal(duration.type === 'histogram' && duration.bounds.length, 14)
  assert.deepEqual(
    duration.samples.map((sample) => 'counts' in sample && sample.counts.reduce((sum, count) => sum + count)),
    [1, 2],
  )
  assert.deepEqual(server.family('rr_http_requests_queue').samples, [{ value: 0 }])
  assert.deepEqual(server.family('rr_http_no_free_workers_total').samples, [{ value: 0 }])
  assert.equal(server.family('rr_http_uptime_seconds').type, 'counter')
})

test('the queue counts requests inside, and who found no worker is counted', async () => {
  // spec 03 #106, #157
  const inside: unknown[] = []
  await using server = await serve(({ handler }) => {
    inside.push(server.family('rr_http_requests_queue').samples)
    handler.onError(new OpError('x', 'NoFreeWorkers', 'none'))
  })
  assert.equal((await fetch(server.url)).headers.get('no-workers'), 'true')
  assert.deepEqual(inside, [[{ value: 1 }]])
  assert.deepEqual(server.family('rr_http_no_free_workers_total').samples, [{ value: 1 }])
})
