/*
  What the main thread and its I/O threads tell each other. Errors and log fields lose their classes on the way between threads, so they
  travel as plain data.

     control ──ToThread──▶ thread         one per thread, over the thread's own port
     control ◀─FromThread─ thread
     thread  ◀─ToNeighbour─▶ thread       one channel per pair: requests that wait here run on workers that are idle there
*/
import type { MessagePort } from 'node:worker_threads'
import type { ConfigSource } from '../../../kernel/config-reader.ts'
import type { MetricFamily } from '../../../kernel/metrics.ts'
import type { LogLevel } from '../../../lib/log.ts'
import type { WorkerInfo } from '../../../lib/worker-info.ts'
import type { TracingSettings } from '../../otel/contract.ts'
import type { PoolPlan } from '../../server/contract.ts'
import type { DataPlaneSettings } from '../settings.ts'
import type { ErrorData } from './error-data.ts'
import type { PackedFields } from './packed-fields.ts'

/** What a thread is started with (`workerData`). */
export interface ThreadSetup {
  readonly index: number
  /** The pool of its share of the workers. */
  readonly plan: PoolPlan
  readonly settings: DataPlaneSettings
  /** `http.middleware`, and which end of it is outermost. */
  readonly middleware: { readonly names: readonly string[]; readonly lastOutermost: boolean }
  readonly tracing: TracingSettings | undefined
  /** Sections that the middleware and user modules read, by path. */
  readonly sections: Sections
  /** Levels that are written, by channel. */
  readonly levels: Readonly<Record<string, readonly LogLevel[]>>
  /** Numbers that all threads see (`Figures`). */
  readonly figures: SharedArrayBuffer
  /** Ways to the other threads, by their index; undefined at its own. */
  readonly neighbours: readonly (MessagePort | undefined)[]
}

/** Parts of the configuration with the places they came from. */
export type Sections = Readonly<Record<string, { readonly value: unknown; readonly source: ConfigSource | undefined }>>

/** What a thread can be asked for, and what it answers. */
export interface ThreadCalls {
  /** Starts the workers. */
  open: { readonly argument: undefined; readonly result: undefined }
  listen: { readonly argument: undefined; readonly result: undefined }
  workers: { readonly argument: undefined; readonly result: readonly WorkerInfo[] }
  addWorker: { readonly argument: undefined; readonly result: undefined }
  removeWorker: { readonly argument: undefined; readonly result: undefined }
  reset: { readonly argument: undefined; readonly result: undefined }
  reloadCertificates: { readonly argument: undefined; readonly result: undefined }
  metrics: { readonly argument: undefined; readonly result: readonly MetricFamily[] }
  /** Closes the listener and lets what runs finish, within so many milliseconds. */
  drain: { readonly argument: number; readonly result: undefined }
  /** Stops the workers, within so many milliseconds. */
  destroy: { readonly argument: number; readonly result: undefined }
}

/** The name of a call. */
export type CallName = keyof ThreadCalls

/** From control to thread: a call, answered by `done` or `failed` with its id. */
export interface ToThread {
  readonly kind: 'call'
  readonly id: number
  readonly name: CallName
  readonly argument: number | undefined
}

/** A log record on its way to the writers of the main thread. */
export interface LogRecord {
  readonly channel: string
  readonly level: LogLevel
  readonly message: string
  readonly fields: PackedFields | undefined
}

/** From thread to control. */
export type FromThread =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** Records in order, those of one turn of the loop together. */
  | { readonly kind: 'log'; readonly records: readonly LogRecord[] }
  /** A worker process began; a worker process has been reaped. */
  | { readonly kind: 'spawned'; readonly pid: number }
  | { readonly kind: 'exited'; readonly pid: number }
  /** No worker could be kept alive: the server must end. */
  | { readonly kind: 'fatal'; readonly error: ErrorData }

/**
 * Between threads. Who lends a request chooses its id; `part` with `more` false, `failed`, `refused` and `ended` end the loan, exactly one
 * of them comes, and the id is free again.
 */
export type ToNeighbour =
  /** A worker is idle here and requests seem to wait there: answered by `run` or `none`. */
  | { readonly kind: 'free' }
  | { readonly kind: 'none' }
  /** Run this. `asked`: it answers `free`. */
  | {
      readonly kind: 'run'
      readonly id: number
      readonly asked: boolean
      readonly bytes: Uint8Array
      readonly receiptBytes: number
      readonly payloadAt: number
    }
  /** No worker is idle here any more; the request has not begun. */
  | { readonly kind: 'refused'; readonly id: number }
  | AnswerPart
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** The rest of the answer was given up, as `cancel` asked. */
  | { readonly kind: 'ended'; readonly id: number }
  /** So many bytes of the answer have been taken: more may come. */
  | { readonly kind: 'taken'; readonly id: number; readonly bytes: number }
  /** The client is gone. */
  | { readonly kind: 'cancel'; readonly id: number }

/** A part of an answer between threads. */
export interface AnswerPart {
  readonly kind: 'part'
  readonly id: number
  readonly context: Uint8Array
  readonly body: Uint8Array
  readonly codec: number
  readonly more: boolean
}
