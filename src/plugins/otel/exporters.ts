import type { SpanExporter } from '@opentelemetry/sdk-trace'
import { namesOf } from '../../lib/common-js.ts'
import type { TracingSettings } from './contract.ts'

/** Opens the exporter that the settings name; only its own libraries are loaded. */
export async function openExporter(settings: TracingSettings): Promise<SpanExporter> {
  switch (settings.exporter) {
    case 'http':
      return await openHttp(settings)
    case 'grpc':
      return await openGrpc(settings)
    case 'zipkin': {
      const { ZipkinExporter } = namesOf(await import('@opentelemetry/exporter-zipkin'))
      return new ZipkinExporter({ url: settings.url, headers: { ...settings.headers } })
    }
    case 'stdout':
    case 'stderr': {
      const { SpanLines } = await import('./span-lines.ts')
      return new SpanLines(process[settings.exporter])
    }
  }
}

async function openHttp({ url, headers, compress }: TracingSettings): Promise<SpanExporter> {
  const { OTLPTraceExporter } = namesOf(await import('@opentelemetry/exporter-trace-otlp-proto'))
  return new OTLPTraceExporter({ url, headers: { ...headers }, ...compression(compress) })
}

async function openGrpc({ url, headers, compress }: TracingSettings): Promise<SpanExporter> {
  const [{ OTLPTraceExporter }, { Metadata }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-grpc').then(namesOf),
    import('@grpc/grpc-js').then(namesOf),
  ])
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
  return new OTLPTraceExporter({ url, metadata, ...compression(compress) })
}

/** The name is a member of an enumeration that the exporters share but do not export. */
function compression(compress: boolean): { compression?: never } {
  return compress ? { compression: 'gzip' as never } : {}
}
