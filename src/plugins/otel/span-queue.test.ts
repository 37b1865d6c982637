import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { LogFields, Logger } from '../../lib/log.ts'
import { silentLogger } from '../../lib/log.ts'
import { SpanQueue } from './span-queue.ts'

/** An exporter whose answers the test gives. */
class HeldExporter implements SpanExporter {
  readonly batches: number[] = []
  readonly answers: ((result: ExportResult) => void)[] = []
  closed = false

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.batches.push(spans.length)
    this.answers.push(done)
  }

  shutdown(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }
}

function open(limits = { maxSpans: 5, batchSpans: 2, delayMs: 3_600_000 }) {
  const exporter = new HeldExporter()
  const warned: (LogFields | undefined)[] = []
  const log: Logger = { ...silentLogger, warn: (_message, fields) => void warned.push(fields as LogFields) }
  const queue = new SpanQueue(exporter, log, limits)
  const end = (spans: number): void => {
    for (let span = 0; span < spans; span++) queue.onEnd({} as ReadableSpan)
  }
  return { exporter, queue, warned, end }
}

const taken = { code: ExportResultCode.SUCCESS }

test('SpanQueue sends full batches, one at a time', async () => {
  const { exporter, queue, end } = open()
  end(1)
  assert.deepEqual(exporter.batches, [])
  end(4)
  assert.deepEqual(exporter.batches, [2])
  exporter.answers.shift()?.(taken)
  await Promise.resolve()
  await Promise.resolve()
  assert.deepEqual(exporter.batches, [2, 2])
  assert.deepEqual(queue.counts(), { exported: 2, dropped: 0, failed: 0 })
})

test('SpanQueue drops what comes while a collector that does not answer has it full, and says so once', () => {
  const { exporter, queue, warned, end } = open()
  end(1000)
  assert.deepEqual(exporter.batches, [2])
  assert.deepEqual(queue.counts(), { exported: 0, dropped: 1000 - 2 - 5, failed: 0 })
  assert.equal(warned.length, 1)
})

test('SpanQueue counts what a collector refuses, and goes on', async () => {
  const { exporter, queue, warned, end } = open()
  end(2)
  exporter.answers.shift()?.({ code: ExportResultCode.FAILED, error: new Error('connection refused') })
  await Promise.resolve()
  await Promise.resolve()
  end(2)
  assert.deepEqual(exporter.batches, [2, 2])
  assert.deepEqual(queue.counts(), { exported: 0, dropped: 0, failed: 2 })
  assert.equal(warned.length, 1)
})

test('shutdown() sends everything that waits, then closes the exporter and takes no more', async () => {
  const { exporter, queue, end } = open()
  end(5)
  const stopped = queue.shutdown()
  while (exporter.batches.reduce((sum, spans) => sum + spans, 0) < 5 || exporter.answers.length > 0) {
    exporter.answers.shift()?.(taken)
    await Promise.resolve()
  }
  await stopped
  assert.equal(exporter.closed, true)
  end(1)
  assert.deepEqual(queue.counts(), { exported: 5, dropped: 1, failed: 0 })
})

test('a span is sent after the delay when no others come', async () => {
  const { exporter, end } = open({ maxSpans: 5, batchSpans: 2, delayMs: 1 })
  const sent = new Promise<void>((resolve) => {
    const original = exporter.export.bind(exporter)
    exporter.export = (spans, done) => {
      original(spans, done)
      resolve()
    }
  })
  const keepsTheLoop = setInterval(() => {}, 1000)
  end(1)
  await sent
  clearInterval(keepsTheLoop)
  assert.deepEqual(exporter.batches, [1])
})

test('a span that ends while a batch is under way is sent after it, though the delay has passed meanwhile', async () => {
  const { exporter, end } = open({ maxSpans: 50, batchSpans: 10, delayMs: 0 })
  end(1)
  while (exporter.batches.length < 1) await delay(1)
  end(1)
  await delay(20) // for the timer to ring while the first batch is out; the test holds whether it does or not
  exporter.answers.shift()?.(taken)
  while (exporter.batches.length < 2) await delay(1)
  exporter.answers.shift()?.(taken)
  end(1)
  while (exporter.batches.length < 3) await delay(1)
  assert.deepEqual(exporter.batches, [1, 1, 1])
})
