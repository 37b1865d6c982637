import { defineToken } from '../../kernel/plugin.ts'
import type { Logger } from '../../lib/log.ts'

/** What a span says of itself. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** Who calls whom, as collectors show it. */
export type SpanKind = 'server' | 'internal' | 'producer' | 'consumer'

/** A step that is timed. End it once; what is called after the end does nothing. */
export interface TraceSpan {
  /** Starts a step inside this one. */
  child(name: string, kind?: SpanKind): TraceSpan
  set(name: string, value: string | number | boolean): void
  event(name: string, attributes?: SpanAttributes): void
  /** Marks the step as failed. */
  fail(text?: string): void
  end(): void
  /** Gives the headers, in canonical spelling, by which others continue the trace here. */
  inject(set: (name: string, value: string) => void): void
}

/** How a span begins. */
export interface SpanStart {
  /** The part of the server it belongs to: `http`, `jobs`, `kv`. */
  readonly tracer: string
  readonly name: string
  readonly kind: SpanKind
  /** Reads a header of whoever called, in any letter case: its trace is continued. */
  readonly header?: (name: string) => string | undefined
  readonly attributes?: SpanAttributes
}

/** Makes spans and sends them. Sending never holds anybody up: what the collector is too slow for is dropped and counted. */
export interface Tracing {
  /** Everything that is needed to trace in another thread. */
  readonly settings: TracingSettings
  start(begin: SpanStart): TraceSpan
  counts(): SpanCounts
  /** Sends what is gathered, for as long as `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** What became of the spans that ended. */
export interface SpanCounts {
  readonly exported: number
  /** The queue was full. */
  readonly dropped: number
  /** The collector did not take them. */
  readonly failed: number
}

/** Which exporter, and what it needs; plain data. */
export interface TracingSettings {
  readonly exporter: 'http' | 'grpc' | 'zipkin' | 'stdout' | 'stderr'
  /** Of the collector; unused for stdout and stderr. */
  readonly url: string
  /** False leaves it to the environment. */
  readonly compress: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly resource: Readonly<Record<string, string>>
  readonly propagators: readonly string[]
  readonly queue: SpanQueueLimits
}

/** Limits of the spans that wait to be sent. */
export interface SpanQueueLimits {
  readonly maxSpans: number
  readonly batchSpans: number
  /** How long a span waits for others before it is sent. */
  readonly delayMs: number
}

/** Tracing, where section `otel` is there. Set up before whoever uses it: `find` in `setup` has it. */
export const tracingToken = defineToken<Tracing>('tracing')

/** Opens tracing; its libraries are loaded only then. */
export async function openTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { SdkTracing } = await import('./sdk-tracing.ts')
  return await SdkTracing.open(settings, log)
}
