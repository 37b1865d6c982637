import {
  type Context,
  ROOT_CONTEXT,
  SpanKind as SdkKind,
  type Span,
  SpanStatusCode,
  type TextMapPropagator,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import type { Logger } from '../../lib/log.ts'
import type {
  SpanAttributes,
  SpanCounts,
  SpanKind,
  SpanStart,
  TraceSpan,
  Tracing,
  TracingSettings,
} from './contract.ts'
import { openExporter } from './exporters.ts'
import { headerGetter, headerSetter, openPropagator } from './propagation.ts'
import { SpanQueue } from './span-queue.ts'

const kinds = {
  server: SdkKind.SERVER,
  internal: SdkKind.INTERNAL,
  producer: SdkKind.PRODUCER,
  consumer: SdkKind.CONSUMER,
} as const satisfies Record<SpanKind, SdkKind>

/** Tracing by the OpenTelemetry SDK. No global of its API is set: several of these can live in one process. */
export class SdkTracing implements Tracing {
  readonly settings: TracingSettings
  readonly #provider: TracerProvider
  readonly #propagator: TextMapPropagator
  readonly #queue: SpanQueue

  private constructor(settings: TracingSettings, propagator: TextMapPropagator, queue: SpanQueue) {
    this.settings = settings
    this.#propagator = propagator
    this.#queue = queue
    this.#provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(settings.resource)),
      spanProcessors: [queue],
    })
  }

  static async open(settings: TracingSettings, log: Logger): Promise<SdkTracing> {
    const [exporter, propagator] = await Promise.all([openExporter(settings), openPropagator(settings.propagators)])
    return new SdkTracing(settings, propagator, new SpanQueue(exporter, log, settings.queue))
  }

  start({ tracer, name, kind, header, attributes }: SpanStart): TraceSpan {
    const parent = header === undefined ? ROOT_CONTEXT : this.#propagator.extract(ROOT_CONTEXT, header, headerGetter)
    const maker = this.#provider.getTracer(tracer)
    const span = maker.startSpan(name, { kind: kinds[kind], attributes: attributes ?? {} }, parent)
    return new SdkSpan(maker, span, parent, this.#propagator)
  }

  counts(): SpanCounts {
    return this.#queue.counts()
  }

  async stop(graceMs: number): Promise<void> {
    const deadline = Promise.withResolvers<void>()
    const timer = setTimeout(deadline.resolve, graceMs)
    await Promise.race([this.#provider.shutdown(), deadline.promise])
    clearTimeout(timer)
  }
}

class SdkSpan implements TraceSpan {
  readonly #tracer: Tracer
  readonly #span: Span
  readonly #context: Context
  readonly #propagator: TextMapPropagator

  constructor(tracer: Tracer, span: Span, parent: Context, propagator: TextMapPropagator) {
    this.#tracer = tracer
    this.#span = span
    this.#context = trace.setSpan(parent, span)
    this.#propagator = propagator
  }

  child(name: string, kind: SpanKind = 'internal'): TraceSpan {
    const span = this.#tracer.startSpan(name, { kind: kinds[kind] }, this.#context)
    return new SdkSpan(this.#tracer, span, this.#context, this.#propagator)
  }

  set(name: string, value: string | number | boolean): void {
    this.#span.setAttribute(name, value)
  }

  event(name: string, attributes: SpanAttributes = {}): void {
    this.#span.addEvent(name, attributes)
  }

  fail(text?: string): void {
    this.#span.setStatus(
      text === undefined ? { code: SpanStatusCode.ERROR } : { code: SpanStatusCode.ERROR, message: text },
    )
  }

  end(): void {
    this.#span.end()
  }

  inject(set: (name: string, value: string) => void): void {
    this.#propagator.inject(this.#context, set, headerSetter)
  }
}
