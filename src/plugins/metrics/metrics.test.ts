import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freePort } from '../../../test/support/test-server.ts'
import { decodeSection } from '../../kernel/config/decode.ts'
import { loadInlineConfig } from '../../kernel/config/load.ts'
import type { PluginContext, PluginOffer, WorkerInfo } from '../../kernel/plugin.ts'
import type { RpcMethod } from '../../kernel/rpc.ts'
import { silentLogger } from '../../lib/log.ts'
import { metricsConfig } from './config.ts'
import { familyText } from './exposition.ts'
import { metrics as plugin } from './plugin.ts'
import { workerFamilies } from './worker-families.ts'

/** The plugin as a server has it, with PHP's way in and Prometheus's way out. */
async function start(yaml = '', offers: Readonly<Record<string, PluginOffer>> = {}) {
  const port = await freePort()
  const { config: reader } = await loadInlineConfig(`metrics:\n  address: 127.0.0.1:${port}\n${yaml}`)
  const warnings: string[] = []
  const ctx = {
    config: decodeSection(reader, 'metrics', metricsConfig),
    log: { ...silentLogger, warn: (message: string) => void warnings.push(message) },
    having: (capability: keyof PluginOffer) =>
      Object.entries(offers).flatMap(([name, offer]) => (offer[capability] === undefined ? [] : [{ name, offer }])),
  } as unknown as Parameters<typeof plugin.setup>[0] & PluginContext<unknown>
  const offer = await plugin.setup(ctx)
  await offer.start?.()
  const call = async (name: string, request: unknown): Promise<unknown> => {
    const method = offer.rpc?.[name] as unknown as RpcMethod<unknown, unknown>
    return method.call(method.request.parse(request))
  }
  const text = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const stop = async (): Promise<void> => offer.stop?.(0)
  return { call, text, warnings, port, [Symbol.asyncDispose]: stop }
}

const declare = (name: string, type: string, more: object = {}) => ({
  name,
  collector: { type, help: 'h', namespace: '', subsystem: '', labels: [], buckets: [], ...more },
})

test('the page is text on any path, compressed when asked for, with the process in it', async () => {
  await using server = await start()
  const response = await fetch(`http://127.0.0.1:${server.port}/any`)
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores')
  assert.equal(response.headers.get('content-encoding'), 'gzip')
  const text = await response.text()
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_start_time_seconds'])
    assert.match(text, new RegExp(`^${name} \\d`, 'm'))
})

test('collectors of the configuration appear, objectives with dots included', async () => {
  // spec 03 #159, spec 09 #3
  await using server = await start(`  collect:
    App_Requests: { type: counter, help: Requests, namespace: app, subsystem: web }
    depth: { type: gauge, labels: [queue] }
    wait: { type: histogram, buckets: [1, 0.5] }
    size: { type: summary, objectives: { 0.5: 0.05, 0.9: 0.01 } }
`)
  assert.equal(await server.call('Observe', { name: 'size', value: 3 }), true)
  await server.call('Observe', { name: 'wait', value: 0.7 })
  await server.call('Set', { name: 'depth', value: 4, labels: ['mail'] })
  await server.call('Add', { name: 'app_requests', value: 2 })
  const text = await server.text()
  assert.match(
    text,
    /^# HELP app_web_app_requests Requests\n# TYPE app_web_app_requests counter\napp_web_app_requests 2$/m,
  )
  assert.match(text, /^depth\{queue="mail"\} 4$/m)
  assert.match(text, /^wait_bucket\{le="0.5"\} 0\nwait_bucket\{le="1"\} 1$/m)
  assert.match(text, /^size\{quantile="0.5"\} 3\nsize\{quantile="0.9"\} 3\nsize_sum 3\nsize_count 1$/m)
})

test('an unknown type in the configuration stops the start', async () => {
  // spec 03 #159
  await assert.rejects(start('  collect:\n    x: { type: Gauge }\n'), {
    message: 'metrics_plugin_init: invalid metric type `Gauge` for `x`',
  })
})

test('PHP declares, changes and unregisters', async () => {
  // spec 03 #161, #163, #166
  await using server = await start()
  for (const labels of [[], ['a', 'b']]) {
    const values = labels.map((label) => `${label}1`)
    const shown = labels.length === 0 ? '' : '\\{a="a1",b="b1"\\}'
    const suffix = labels.length === 0 ? '' : '_vec'
    const one = async (type: string, operation: string, value: number) =>
      assert.equal(await server.call(operation, { name: type + suffix, value, labels: values }), true)
    for (const type of ['counter', 'gauge', 'histogram', 'summary'])
      assert.equal(
        await server.call('Declare', declare(type + suffix, type, { labels, namespace: 'ns', subsystem: 'sub' })),
        true,
      )
    await one('counter', 'Add', 1.5)
    await one('gauge', 'Add', 5)
    await one('gauge', 'Sub', 2)
    await one('histogram', 'Observe', 0.2)
    await one('summary', 'Observe', 7)
    const text = await server.text()
    assert.match(text, new RegExp(`^ns_sub_counter${suffix}${shown} 1.5$`, 'm'))
    assert.match(text, new RegExp(`^ns_sub_gauge${suffix}${shown} 3$`, 'm'))
    assert.match(text, new RegExp(`^ns_sub_histogram${suffix}_count${shown} 1$`, 'm'))
    assert.match(text, new RegExp(`^ns_sub_summary${suffix}_sum${shown} 7$`, 'm'))
  }
  assert.equal(await server.call('Unregister', 'gauge'), true)
  assert.doesNotMatch(await server.text(), /^ns_sub_gauge /m)
  assert.equal(await server.call('Declare', declare('gauge', 'gauge', { namespace: 'ns', subsystem: 'sub' })), true)
  assert.match(await server.text(), /^ns_sub_gauge 0$/m)
})

test('what is wrong is said in the words of RoadRunner', async () => {
  // spec 03 #162, #164
  await using server = await start()
  for (const type of ['counter', 'gauge', 'histogram'])
    for (const labels of [[], ['a', 'b']])
      await server.call('Declare', declare(type + (labels.length === 0 ? '' : '_vec'), type, { labels }))
  const rows: ReadonlyArray<readonly [operation: string, request: unknown, message: string]> = [
    ['Add', { name: 'x' }, 'add: undefined collector x, try first Declare the desired collector'],
    ['Sub', { name: 'x' }, 'sub: undefined collector x'],
    ['Set', { name: 'x' }, 'set: undefined collector x'],
    ['Observe', { name: 'x' }, 'observe: undefined collector x'],
    ['Unregister', 'x', 'unregister: undefined collector x'],
    ['Add', { name: 'counter_vec' }, 'add: required labels for collector `counter_vec`'],
    ['Add', { name: 'gauge_vec' }, 'add: required labels for collector gauge_vec'],
    ['Set', { name: 'gauge_vec' }, 'set: required labels for collector gauge_vec'],
    ['Sub', { name: 'gauge_vec' }, 'sub: required labels for collector gauge_vec'],
    ['Observe', { name: 'histogram_vec' }, 'observe: required labels for collector `histogram_vec`'],
    [
      'Add',
      { name: 'gauge_vec', labels: ['1'] },
      'add: inconsistent label cardinality: expected 2 label values but got 1 in []string{"1"}',
    ],
    ['Add', { name: 'histogram' }, 'add: collector histogram does not support method `Add`'],
    ['Sub', { name: 'counter' }, 'sub: collector `counter` does not support method `Sub`'],
    ['Set', { name: 'counter' }, 'set: collector `counter` does not support method `Set`'],
    ['Observe', { name: 'gauge' }, 'observe: collector `gauge` does not support method `Observe`'],
    ['Declare', declare('new', 'meter'), 'declare: unknown collector type meter'],
    ['Add', { name: 'counter', value: -1 }, 'add: counter cannot decrease in value: counter'],
  ]
  for (const [operation, request, message] of rows)
    await assert.rejects(
      server.call(operation, request),
      { message: `metrics_plugin_${message}` },
      `${operation} ${message}`,
    )
  assert.match(await server.text(), /^counter 0$/m)
})

test('declaring twice is fine, a conflict is not', async () => {
  // spec 03 #163, #185, spec 09 #9
  await using server = await start('', {
    http: { metrics: () => [{ name: 'rr_own', help: '', type: 'gauge', samples: [] }] },
  })
  assert.equal(await server.call('Declare', declare('a_b', 'counter')), true)
  assert.equal(await server.call('Declare', declare('a_b', 'gauge')), true)
  assert.deepEqual(server.warnings, ['metric with provided name already exist'])
  const duplicate = { message: 'metrics_plugin_declare: duplicate metrics collector registration attempted' }
  await assert.rejects(server.call('Declare', declare('b', 'counter', { namespace: 'a' })), duplicate)
  await assert.rejects(server.call('Declare', declare('own', 'gauge', { namespace: 'rr' })), duplicate)
  await assert.rejects(server.call('Declare', declare('process_start_time_seconds', 'gauge')), duplicate)
  await server.call('Unregister', 'a_b')
  await assert.rejects(server.call('Declare', declare('a_b', 'counter', { help: 'other' })), /different help string$/)
  assert.equal(await server.call('Declare', declare('1.we-ird', 'counter')), true)
  assert.match(await server.text(), /^_1_we_ird 0$/m)
})

test('requests are read as Go reads them', async () => {
  // spec 03 #160
  await using server = await start()
  const summary = { NAME: 's', Collector: { Type: 'summary', help: 'h', objectives: { '0.5': 0.1 } } }
  assert.equal(await server.call('Declare', summary), true)
  assert.equal(await server.call('Observe', { Name: 's', VALUE: 2 }), true)
  assert.match(await server.text(), /^s\{quantile="0.5"\} 2$/m)
  for (const bad of [{ name: 1 }, { name: 's', value: '1' }, { labels: 'x' }, []])
    await assert.rejects(server.call('Add', bad), /^Error: json: cannot unmarshal/)
})

const worker = (pid: number, statusStr: string): WorkerInfo => ({
  pid,
  status: 0,
  numExecs: 0,
  created: 0n,
  memoryUsage: 1000,
  CPUPercent: 0,
  command: '',
  statusStr,
})

test('workers are counted by state, each by its pid only when asked for', async () => {
  // spec 03 #158
  const workers = [worker(1, 'ready'), worker(2, 'working'), worker(3, 'working'), worker(4, 'maxJobsReached')]
  const values = (plugin: string, list: readonly WorkerInfo[]) =>
    workerFamilies(plugin, list, false).map(({ name, samples }) => [
      name,
      'value' in samples[0]! ? samples[0].value : 0,
    ])
  assert.deepEqual(values('http', workers), [
    ['rr_http_total_workers', 4],
    ['rr_http_workers_memory_bytes', 4000],
    ['rr_http_workers_ready', 1],
    ['rr_http_workers_working', 2],
    ['rr_http_workers_invalid', 1],
  ])
  assert.deepEqual(
    values('centrifuge', []).map(([, value]) => value),
    [0, 0, 0, 0, 0],
  )
  assert.equal(values('centrifuge', [])[0]?.[0], 'rr_centrifugo_total_workers')
  await using server = await start('  per_worker: true\n', { http: { workers: async () => workers } })
  const text = await server.text()
  assert.match(text, /^rr_http_worker_state\{state="maxJobsReached",pid="4"\} 0$/m)
  assert.match(text, /^rr_http_worker_memory_bytes\{pid="1"\} 1000$/m)
})

test('a plugin that fails is left out, the others are shown', async () => {
  await using server = await start('', {
    bad: { metrics: () => Promise.reject(new Error('x')) },
    good: { metrics: () => [{ name: 'good', help: 'a\\b\nc', type: 'counter', samples: [{ value: 1 }] }] },
  })
  assert.match(await server.text(), /^# HELP good a\\\\b\\nc\n# TYPE good counter\ngood 1$/m)
})

test('familyText() writes histograms with rising totals, and escapes labels', () => {
  const text = familyText({
    name: 'h',
    help: 'x',
    type: 'histogram',
    bounds: [0.5, 1],
    samples: [{ labels: { path: 'a"\\\n' }, counts: [1, 2, 3], sum: 9.5 }],
  })
  const label = 'path="a\\"\\\\\\n"'
  assert.equal(
    text,
    `# HELP h x\n# TYPE h histogram\nh_bucket{${label},le="0.5"} 1\nh_bucket{${label},le="1"} 3\nh_bucket{${label},le="+Inf"} 6\nh_sum{${label}} 9.5\nh_count{${label}} 6\n`,
  )
})

test('a port in use stops the start', async () => {
  // spec 03 #165
  await using server = await start()
  const { config: reader } = await loadInlineConfig(`metrics: { address: '127.0.0.1:${server.port}' }`)
  const config = decodeSection(reader, 'metrics', metricsConfig)
  const offer = await plugin.setup({ config, log: silentLogger, having: () => [] } as unknown as Parameters<
    typeof plugin.setup
  >[0])
  await assert.rejects(async () => offer.start?.(), { code: 'RR_METRICS_LISTEN_FAILED' })
  await offer.stop?.(0)
})

test('bounds given twice make one bucket; a declaration that is refused does not keep its name', async () => {
  // Prometheus refuses a whole page in which a series stands twice.
  await using server = await start()
  await server.call('Declare', declare('twice', 'histogram', { buckets: [2, 1, 1] }))
  await server.call('Observe', { name: 'twice', value: 1 })
  assert.match(
    await server.text(),
    /^twice_bucket\{le="1"\} 1\ntwice_bucket\{le="2"\} 1\ntwice_bucket\{le="\+Inf"\} 1$/m,
  )
  await assert.rejects(server.call('Declare', declare('late', 'histogram', { labels: ['le'] })), /reserved label/)
  assert.equal(await server.call('Declare', declare('late', 'histogram')), true)
})
