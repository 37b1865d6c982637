import type { z } from 'zod'
import { bool, list, map, section, text } from '../../lib/scalars.ts'

const resource = section({
  service_name: text().default('').describe('Name of the service; else OTEL_SERVICE_NAME, else RoadRunner'),
  service_version: text().default('').describe('Its version; else 1.0.0'),
  service_namespace: text().default('').describe('Its namespace; else the name and a random id'),
  service_instance_id: text().default('').describe('This instance; else a random id'),
}).describe('What the spans say of their service; before OTEL_RESOURCE_ATTRIBUTES')

/** The `otel` section. Follows: spec 03 §13 */
export const otelConfig = section({
  exporter: text().default('otlp').describe('Where spans go: otlp, zipkin, stdout or stderr'),
  client: text()
    .default('')
    .describe(
      'How otlp is spoken: http or grpc. Empty: OTEL_EXPORTER_OTLP_TRACES_PROTOCOL or OTEL_EXPORTER_OTLP_PROTOCOL decides',
    ),
  endpoint: text()
    .default('')
    .describe(
      'host:port of the collector, for zipkin a URL; empty: the OTEL_EXPORTER_* variables, else the usual port here',
    ),
  custom_url: text().default('').describe('Path on the collector, over http; empty means /v1/traces'),
  insecure: bool().default(false).describe('Without TLS'),
  compress: bool().default(false).describe('Compress what is sent, by gzip'),
  headers: map(text()).default({}).describe('Headers sent along with spans'),
  resource,
  service_name: text().default('').describe('Old name of resource.service_name'),
  service_version: text().default('').describe('Old name of resource.service_version'),
  propagators: list(text())
    .default(['tracecontext', 'baggage', 'jaeger'])
    .describe('How the trace travels in headers: tracecontext, baggage, jaeger, b3, b3multi'),
}).describe('Traces of requests, jobs and RPC calls, by OpenTelemetry')

/** What the `otel` section says. */
export type OtelConfig = z.infer<typeof otelConfig>
