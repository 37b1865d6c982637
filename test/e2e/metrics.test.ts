// Metrics of requests, workers and PHP, as Prometheus gets them. Cases: spec 03 §17.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { requestOnce } from '../support/http-client.ts'
import { callRpc } from '../support/pool-rpc.ts'
import { freePort, root } from '../support/test-server.ts'
import { useServer } from '../support/use-server.ts'
import { until } from '../support/wait.ts'

const port = await freePort()

describe('metrics', () => {
  const server = useServer({
    config: {
      http: { middleware: ['http_metrics'] },
      metrics: { address: `127.0.0.1:${port}`, collect: { orders: { type: 'counter', help: 'Orders' } } },
    },
  })
  const page = async (): Promise<string> => (await requestOnce(port, { path: '/metrics' })).text

  // spec 03 #157, #158
  it('counts requests and workers under the names of RoadRunner', async () => {
    await server.get('/echo?hello=x')
    const text = await page()
    for (const line of [
      'rr_http_request_total{status="201"} 1',
      'rr_http_request_duration_seconds_bucket{status="201",le="+Inf"} 1',
      'rr_http_requests_queue 0',
      'rr_http_total_workers 1',
      'rr_http_workers_ready 1',
      'rr_http_workers_working 0',
    ])
      assert.ok(text.includes(`\n${line}\n`), `${line} is missing in\n${text}`)
    assert.match(text, /\nprocess_resident_memory_bytes \d+\n/)
    assert.doesNotMatch(text, /pid=/)
  })

  it('says how the pool stands, why workers left and how long requests waited', async () => {
    const gate = server.path('gate')
    const { mark } = server.log
    const held = server.get(`/hold?until=${encodeURIComponent(gate)}`)
    await server.log.find(({ msg }) => msg === 'holding', mark)
    const waiting = server.get('/pid')
    await until('a request that waits', async () => (await page()).includes('\nrr_http_requests_waiting 1\n'))
    assert.match(await page(), /\nrr_http_requests_running 1\n/)
    writeFileSync(gate, '')
    await Promise.all([held, waiting])
    await callRpc(server, 'resetter.Reset', 'http')
    // Counted when the process has been reaped, which is a moment after the reset.
    const left = '\nrr_http_workers_left_total{reason="reset"} 1\n'
    await until('the end of the old worker', async () => (await page()).includes(left))
    const text = await page()
    for (const line of [
      'rr_http_requests_waiting 0',
      'rr_http_requests_running 0',
      'rr_http_pipeline_depth 0',
      'rr_http_workers_target 1',
      'rr_http_workers_left_total{reason="crash"} 0',
      'rr_http_scaling_decisions_total{reason="queue_delay"} 0',
      'rr_http_queue_delay_seconds_bucket{le="+Inf"} 1',
      'rr_http_queue_delay_seconds_count 1',
    ])
      assert.ok(text.includes(`\n${line}\n`), `${line} is missing in\n${text}`)
  })

  // spec 03 #161, #162
  it('takes what PHP counts', async () => {
    const declaration = { name: 'wait', collector: { type: 'histogram', help: 'Wait', labels: ['queue'] } }
    const calls = [
      ['metrics.Add', '{"name":"orders","value":2}'],
      ['metrics.Declare', JSON.stringify(declaration)],
      ['metrics.Observe', '{"name":"wait","value":0.3,"labels":["mail"]}'],
      ['metrics.Add', '{"name":"nope","value":1}'],
    ]
    const { stdout } = await promisify(execFile)('php', [
      join(root, 'test/php/rpc.php'),
      server.rpcAddress,
      ...calls.flat(),
    ])
    assert.deepEqual(stdout.trimEnd().split('\n'), [
      '0x08 "true"',
      '0x08 "true"',
      '0x08 "true"',
      '0x48 "metrics_plugin_add: undefined collector nope, try first Declare the desired collector"',
    ])
    const text = await page()
    assert.match(text, /\norders 2\n/)
    assert.match(text, /\nwait_count\{queue="mail"\} 1\n/)
  })
})
