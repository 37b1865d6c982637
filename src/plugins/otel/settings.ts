import { arch } from 'node:os'
import type { Logger } from '../../lib/log.ts'
import type { OtelConfig } from './config.ts'
import type { SpanQueueLimits, TracingSettings } from './contract.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The names of propagators. */
const propagators: readonly string[] = ['tracecontext', 'baggage', 'jaeger', 'b3', 'b3multi']

/** Settings from the section and the environment; throws for an exporter that is none. `version` is that of the server. Follows: spec 03 §13 */
export function tracingSettings(
  config: OtelConfig,
  env: Environment,
  version: string,
  log: Pick<Logger, 'warn'>,
): TracingSettings {
  const exporter = exporterOf(config, env, log)
  return {
    exporter,
    url: exporter === 'zipkin' ? zipkinUrl(config, env) : otlpUrl(config, env, exporter),
    compress: config.compress,
    headers: config.headers,
    resource: resourceOf(config, env, version, log),
    propagators: config.propagators.filter((name) => {
      const known = propagators.includes(name)
      if (!known) log.warn('unknown propagator, traces do not travel by it', { propagator: name })
      return known
    }),
    queue: queueOf(env),
  }
}

/** The variables that every SDK of OpenTelemetry knows, with its defaults. */
function queueOf(env: Environment): SpanQueueLimits {
  const number = (name: string, least: number, otherwise: number): number => {
    const value = Number(given(env, name) ?? otherwise)
    return Number.isInteger(value) && value >= least ? value : otherwise
  }
  const maxSpans = number('OTEL_BSP_MAX_QUEUE_SIZE', 1, 2048)
  return {
    maxSpans,
    batchSpans: Math.min(number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 1, 512), maxSpans),
    delayMs: number('OTEL_BSP_SCHEDULE_DELAY', 0, 5000),
  }
}

function exporterOf(config: OtelConfig, env: Environment, log: Pick<Logger, 'warn'>): TracingSettings['exporter'] {
  switch (config.exporter) {
    case 'stdout':
    case 'stderr':
    case 'zipkin':
      return config.exporter
    case '':
    case 'otlp':
      return clientOf(config, env, log)
    case 'jaeger':
      throw new Error('jaeger exporter is deprecated, use OTLP instead')
    default:
      throw new Error(`unknown exporter: ${config.exporter}`)
  }
}

function clientOf({ client }: OtelConfig, env: Environment, log: Pick<Logger, 'warn'>): 'http' | 'grpc' {
  if (client === 'http' || client === 'grpc') return client
  if (client !== '') {
    log.warn('unknown client, http is used', { client })
    return 'http'
  }
  const protocol = given(env, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? given(env, 'OTEL_EXPORTER_OTLP_PROTOCOL')
  if (protocol === 'http/json') log.warn('http/json is not spoken, http/protobuf is used', { protocol })
  return protocol === 'grpc' ? 'grpc' : 'http'
}

function otlpUrl(config: OtelConfig, env: Environment, client: TracingSettings['exporter']): string {
  const port = client === 'grpc' ? 4317 : 4318
  const own = given(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const shared = given(env, 'OTEL_EXPORTER_OTLP_ENDPOINT')
  const base = config.endpoint || own || shared || `localhost:${port}`
  const url = withScheme(base, config.insecure)
  if (client === 'grpc') return url
  if (config.custom_url !== '') return new URL(config.custom_url, url).href
  if (config.endpoint === '' && own !== undefined) return url
  return `${url.replace(/\/+$/, '')}/v1/traces`
}

function zipkinUrl(config: OtelConfig, env: Environment): string {
  if (config.endpoint.includes('://')) return config.endpoint
  if (config.endpoint !== '') return `${withScheme(config.endpoint, config.insecure)}/api/v2/spans`
  return given(env, 'OTEL_EXPORTER_ZIPKIN_ENDPOINT') ?? 'http://localhost:9411/api/v2/spans'
}

function withScheme(address: string, insecure: boolean): string {
  return address.includes('://') ? address : `${insecure ? 'http' : 'https'}://${address}`
}

/** Precedence: `resource`, the old keys, the environment, defaults. */
function resourceOf(
  config: OtelConfig,
  env: Environment,
  version: string,
  log: Pick<Logger, 'warn'>,
): Record<string, string> {
  for (const key of ['service_name', 'service_version'] as const) {
    if (config[key] !== '') log.warn(`otel.${key} is deprecated, use otel.resource.${key}`)
  }
  const { resource } = config
  const fromEnv = environmentAttributes(env)
  const name = resource.service_name || config.service_name || fromEnv['service.name'] || 'RoadRunner'
  return {
    ...fromEnv,
    'service.name': name,
    'service.version': resource.service_version || config.service_version || fromEnv['service.version'] || '1.0.0',
    'service.namespace': resource.service_namespace || fromEnv['service.namespace'] || `${name}-${crypto.randomUUID()}`,
    'service.instance.id': resource.service_instance_id || fromEnv['service.instance.id'] || crypto.randomUUID(),
    'os.name': process.platform,
    'host.arch': arch() === 'x64' ? 'amd64' : arch(),
    'webengine.name': 'RoadRunner',
    'webengine.version': version,
  }
}

/** `OTEL_RESOURCE_ATTRIBUTES`: `key=value,key=value`, percent-encoded; `OTEL_SERVICE_NAME` goes before it. */
function environmentAttributes(env: Environment): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const pair of (given(env, 'OTEL_RESOURCE_ATTRIBUTES') ?? '').split(',')) {
    const mark = pair.indexOf('=')
    if (mark > 0) attributes[pair.slice(0, mark).trim()] = decoded(pair.slice(mark + 1).trim())
  }
  const name = given(env, 'OTEL_SERVICE_NAME')
  if (name !== undefined) attributes['service.name'] = name
  return attributes
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function given(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name]
}
