import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type OtelConfig, otelConfig } from './config.ts'
import type { TracingSettings } from './contract.ts'
import { tracingSettings } from './settings.ts'

type Env = Readonly<Record<string, string>>

function settings(
  config: object = {},
  env: Env = {},
): { readonly settings: TracingSettings; readonly warned: string[] } {
  const warned: string[] = []
  const log = { warn: (message: string) => void warned.push(message) }
  const parsed: OtelConfig = otelConfig.parse(config)
  return { settings: tracingSettings(parsed, env, '2025.1.0', log), warned }
}

const traces = 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
const all = 'OTEL_EXPORTER_OTLP_PROTOCOL'

for (const [config, env, exporter, warns] of [
  [{}, {}, 'http', 0],
  [{}, { [all]: 'grpc' }, 'grpc', 0],
  [{}, { [all]: 'grpc', [traces]: 'http/protobuf' }, 'http', 0],
  [{}, { [all]: 'http/protobuf', [traces]: 'grpc' }, 'grpc', 0],
  [{}, { [all]: 'http/json' }, 'http', 1],
  [{}, { [traces]: 'carrier pigeon' }, 'http', 0],
  [{ client: 'http' }, { [all]: 'grpc' }, 'http', 0],
  [{ client: 'grpc' }, { [all]: 'http/protobuf' }, 'grpc', 0],
  [{ client: 'udp' }, { [all]: 'grpc' }, 'http', 1],
] as const) {
  test(`client of ${JSON.stringify(config)} with ${JSON.stringify(env)} is ${exporter}`, () => {
    // spec 03 #150
    const { settings: made, warned } = settings(config, env)
    assert.equal(made.exporter, exporter)
    assert.equal(warned.length, warns)
  })
}

test('the resource has its values from resource, the old keys, the environment and defaults, in this order', () => {
  // spec 03 #151
  const env = { OTEL_SERVICE_NAME: 'env', OTEL_RESOURCE_ATTRIBUTES: 'service.version=9,team=a%20b,=x,service.name=no' }
  const old = { service_name: 'old', service_version: '2' }
  const resource = { service_name: 'own', service_version: '3', service_namespace: 'ns', service_instance_id: 'i' }
  const of = (config: object, given: Env): unknown[] => {
    const made = settings(config, given).settings.resource
    return [made['service.name'], made['service.version']]
  }
  assert.deepEqual(of({ ...old, resource }, env), ['own', '3'])
  assert.deepEqual(of(old, env), ['old', '2'])
  assert.deepEqual(of({}, env), ['env', '9'])
  assert.deepEqual(of({}, {}), ['RoadRunner', '1.0.0'])
  assert.equal(settings({}, env).settings.resource['team'], 'a b')
  assert.equal(settings(old).warned.length, 2)
  const plain = settings().settings.resource
  assert.match(plain['service.namespace'] ?? '', /^RoadRunner-[0-9a-f-]{36}$/)
  assert.match(plain['service.instance.id'] ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(plain['webengine.name'], 'RoadRunner')
})

test('an exporter that is none fails the start', () => {
  // spec 03 #152
  assert.throws(() => settings({ exporter: 'jaeger' }), { message: 'jaeger exporter is deprecated, use OTLP instead' })
  assert.throws(() => settings({ exporter: 'X' }), { message: 'unknown exporter: X' })
})

for (const [config, env, url] of [
  [{}, {}, 'https://localhost:4318/v1/traces'],
  [{ insecure: true }, {}, 'http://localhost:4318/v1/traces'],
  [{ client: 'grpc', insecure: true }, {}, 'http://localhost:4317'],
  [{ endpoint: 'c:1', insecure: true, custom_url: '/own/path' }, {}, 'http://c:1/own/path'],
  [{ endpoint: 'c:1' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://e:2' }, 'https://c:1/v1/traces'],
  [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://e:2/base/' }, 'http://e:2/base/v1/traces'],
  [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://e:2', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:3/x' },
    'http://t:3/x',
  ],
  [{ exporter: 'zipkin' }, {}, 'http://localhost:9411/api/v2/spans'],
  [{ exporter: 'zipkin', endpoint: 'http://z:1/api' }, {}, 'http://z:1/api'],
  [{ exporter: 'zipkin', endpoint: 'z:1', insecure: true }, {}, 'http://z:1/api/v2/spans'],
] as const) {
  test(`spans of ${JSON.stringify(config)} with ${JSON.stringify(env)} go to ${url}`, () => {
    assert.equal(settings(config, env).settings.url, url)
  })
}

test('a propagator that is none is left out, and said', () => {
  const { settings: made, warned } = settings({ propagators: ['b3', 'pigeon'] })
  assert.deepEqual(made.propagators, ['b3'])
  assert.equal(warned.length, 1)
})

test('the queue has the limits of the environment, where they are numbers', () => {
  const of = (env: Env): unknown => settings({}, env).settings.queue
  assert.deepEqual(of({}), { maxSpans: 2048, batchSpans: 512, delayMs: 5000 })
  assert.deepEqual(
    of({ OTEL_BSP_SCHEDULE_DELAY: '0', OTEL_BSP_MAX_QUEUE_SIZE: '100', OTEL_BSP_MAX_EXPORT_BATCH_SIZE: 'x' }),
    {
      maxSpans: 100,
      batchSpans: 100,
      delayMs: 0,
    },
  )
})
