import { ExportResultCode } from '@opentelemetry/core'
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { Logger } from '../../lib/log.ts'
import type { SpanCounts, SpanQueueLimits } from './contract.ts'

/** Between two records that spans are lost. */
const reportEveryMs = 60_000

/**
 * Gathers ended spans and hands them to the exporter in batches, one at a time. When the exporter is behind, `maxSpans` wait and what
 * comes beyond is dropped and counted: memory stays bounded, and who ends a span never waits.
 */
export class SpanQueue implements SpanProcessor {
  readonly #exporter: SpanExporter
  readonly #limits: SpanQueueLimits
  readonly #log: Logger
  #waiting: ReadableSpan[] = []
  #sending: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  readonly #counts = { exported: 0, dropped: 0, failed: 0 }
  #reportedMs = Number.NEGATIVE_INFINITY

  constructor(exporter: SpanExporter, log: Logger, limits: SpanQueueLimits) {
    this.#exporter = exporter
    this.#log = log
    this.#limits = limits
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    const { maxSpans, batchSpans, delayMs } = this.#limits
    if (this.#stopped || this.#waiting.length >= maxSpans) return this.#lost('dropped', 1, 'the collector is too slow')
    this.#waiting.push(span)
    if (this.#waiting.length >= batchSpans) this.#send()
    else this.#timer ??= setTimeout(() => this.#send(), delayMs).unref()
  }

  counts(): SpanCounts {
    return { ...this.#counts }
  }

  /** Sends everything that waits. */
  async forceFlush(): Promise<void> {
    for (;;) {
      this.#send()
      if (this.#sending === undefined) return
      await this.#sending
    }
  }

  /** Takes no more spans, sends what waits and closes the exporter. */
  async shutdown(): Promise<void> {
    this.#stopped = true
    await this.forceFlush()
    await this.#exporter.shutdown()
  }

  #send(): void {
    // Also when one is under way: whoever ends that sets the timer anew, and a timer that has rung must not look set.
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#sending !== undefined) return
    if (this.#waiting.length === 0) return
    this.#sending = this.#export(this.#waiting.splice(0, this.#limits.batchSpans)).then(() => {
      this.#sending = undefined
      if (this.#waiting.length >= this.#limits.batchSpans) this.#send()
      else if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#send(), this.#limits.delayMs).unref()
    })
  }

  #export(batch: ReadableSpan[]): Promise<void> {
    return new Promise((resolve) => {
      this.#exporter.export(batch, ({ code, error }) => {
        if (code === ExportResultCode.SUCCESS) this.#counts.exported += batch.length
        else this.#lost('failed', batch.length, error ?? 'the collector did not take them')
        resolve()
      })
    })
  }

  #lost(how: 'dropped' | 'failed', spans: number, error: string | Error): void {
    this.#counts[how] += spans
    const nowMs = performance.now()
    if (nowMs - this.#reportedMs < reportEveryMs) return
    this.#reportedMs = nowMs
    const { dropped, failed } = this.#counts
    this.#log.warn('spans are lost', { dropped, failed, error })
  }
}
