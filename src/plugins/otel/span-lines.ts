import { type Attributes, type AttributeValue, type SpanContext, SpanKind } from '@opentelemetry/api'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'

/** Where lines go: standard output or standard error. */
export interface LineTarget {
  write(text: string, done: (error?: Error | null) => void): unknown
}

/** Our kinds count from 0 for internal, those of the lines from 1; the others follow in the same order. */
const kinds: Readonly<Record<SpanKind, number>> = {
  [SpanKind.INTERNAL]: 1,
  [SpanKind.SERVER]: 2,
  [SpanKind.CLIENT]: 3,
  [SpanKind.PRODUCER]: 4,
  [SpanKind.CONSUMER]: 5,
}
const statusNames = ['Unset', 'Ok', 'Error'] as const
const noParent: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }

/** Writes one JSON object a line for each span, with the fields that Go's exporter gives. Follows: opentelemetry-go exporters/stdout/stdouttrace */
export class SpanLines implements SpanExporter {
  readonly #target: LineTarget

  constructor(target: LineTarget) {
    this.#target = target
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const text = spans.map((span) => `${JSON.stringify(lineOf(span))}\n`).join('')
    this.#target.write(text, (error) => {
      done(error ? { code: ExportResultCode.FAILED, error } : { code: ExportResultCode.SUCCESS })
    })
  }

  shutdown(): Promise<void> {
    return Promise.resolve()
  }
}

function lineOf(span: ReadableSpan): object {
  const { status, instrumentationScope: scope } = span
  return {
    Name: span.name,
    SpanContext: contextOf(span.spanContext()),
    Parent: contextOf(span.parentSpanContext ?? noParent),
    SpanKind: kinds[span.kind],
    StartTime: timeOf(span.startTime),
    EndTime: timeOf(span.endTime),
    Attributes: attributesOf(span.attributes),
    Events: span.events.map(({ name, attributes, time, droppedAttributesCount }) => ({
      Name: name,
      Attributes: attributesOf(attributes ?? {}),
      DroppedAttributeCount: droppedAttributesCount ?? 0,
      Time: timeOf(time),
    })),
    Links: span.links.map(({ context }) => ({ SpanContext: contextOf(context) })),
    Status: { Code: statusNames[status.code], Description: status.message ?? '' },
    DroppedAttributes: span.droppedAttributesCount,
    DroppedEvents: span.droppedEventsCount,
    DroppedLinks: span.droppedLinksCount,
    ChildSpanCount: 0,
    Resource: attributesOf(span.resource.attributes),
    InstrumentationScope: { Name: scope.name, Version: scope.version ?? '', SchemaURL: scope.schemaUrl ?? '' },
  }
}

function contextOf({ traceId, spanId, traceFlags, traceState, isRemote }: SpanContext): object {
  return {
    TraceID: traceId,
    SpanID: spanId,
    TraceFlags: traceFlags.toString(16).padStart(2, '0'),
    TraceState: traceState?.serialize() ?? '',
    Remote: isRemote ?? false,
  }
}

/** RFC 3339 with nanoseconds. */
function timeOf(time: [number, number]): string {
  const [seconds, nanoseconds] = time
  const fraction = String(nanoseconds).padStart(9, '0')
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`
}

function attributesOf(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ Key: key, Value: { Type: typeOf(value), Value: value } }))
}

function typeOf(value: AttributeValue | undefined): string {
  if (Array.isArray(value)) return `${typeOf(value[0] ?? '')}SLICE`
  if (typeof value === 'boolean') return 'BOOL'
  if (typeof value === 'number') return Number.isInteger(value) ? 'INT64' : 'FLOAT64'
  return 'STRING'
}
