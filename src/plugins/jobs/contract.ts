import type { MetricFamily } from '../../kernel/metrics.ts'
import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import type { Field } from '../../lib/scalars.ts'

/** Names to lists of values. Names keep their case. */
export type JobHeaders = Readonly<Record<string, readonly string[]>>

/** A job as somebody pushes it. Follows: spec 04 §8 */
export interface Message {
  readonly id: string
  /** Name of the job, usually a PHP class. */
  readonly job: string
  readonly payload: Uint8Array
  readonly headers: JobHeaders
  readonly pipeline: string
  /** The smaller, the earlier. That of the pipeline when the producer gave none. */
  readonly priority: number
  readonly delaySeconds: number
  /** The broker may forget the job when it is taken, before it has run. */
  readonly autoAck: boolean
  /** Kafka only, as the two below. */
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** The message as `jobs.v1.Job`, when it came so: a view, for drivers that keep bytes. Name of pipeline and priority may be others there. */
  readonly encoded?: Uint8Array
}

/**
 * A job taken from its backend. Exactly one of `ack`, `nack`, `reject` and `requeue` is called, once; each rejects when the backend
 * refuses, and then the job is the backend's to deliver again. Follows: spec 04 §7.4
 */
export interface Delivery {
  readonly id: string
  readonly job: string
  readonly payload: Uint8Array
  readonly headers: JobHeaders
  readonly priority: number
  /** Its backend forgot it when it was taken: whatever is told to it now changes nothing. Absent: no. */
  readonly autoAck?: boolean
  /** Keys of the worker's context beside those that every job has, see `contextKeys`; `pipeline` replaces the name of its own. */
  readonly extra?: Readonly<Record<string, string | number>>
  /** It has run. */
  ack(): MaybePromise<void>
  /** It could not be run: the worker died, timed out, or reported an error. */
  nack(): MaybePromise<void>
  /** The application refuses it: delivered again after a delay, or dropped. */
  reject(requeue: boolean, delaySeconds: number): MaybePromise<void>
  /** The application wants it again, with these headers in place of the old ones. */
  requeue(headers: JobHeaders, delaySeconds: number): MaybePromise<void>
}

/** Where a driver puts what it has taken. */
export interface Inbox {
  /** Queues a job for a worker. False: it was taken, but the queue is full now; bring no more until `onRoom`. */
  insert(delivery: Delivery): boolean
  /** Forgets what no worker has yet: the backend delivers it again, because a connection broke. */
  clear(): void
}

/** What a backend knows of a pipeline. Follows: spec 04 §10 */
export interface DriverState {
  /** Name at the broker. */
  readonly queue: string
  readonly active: number
  readonly delayed: number
  readonly reserved: number
}

/** The backend of one pipeline. Calls that change whether it takes jobs never overlap. */
export interface JobsDriver {
  push(message: Message): MaybePromise<void>
  /** Several at once, kept in order; rejects with the first error, what came before it is pushed. */
  pushMany?(messages: readonly Message[]): MaybePromise<void>
  /** Starts to take jobs. */
  run(): MaybePromise<void>
  /** Stops to take jobs; what was taken can still be settled. */
  pause(): MaybePromise<void>
  /** There is room in the inbox again. */
  onRoom(): void
  state(): MaybePromise<DriverState>
  /** What the driver counts besides what the plugin counts. */
  metrics?(): readonly MetricFamily[]
  /** Gives everything back. Nothing is called afterwards. */
  stop(): MaybePromise<void>
}

/** What a driver honestly lacks or has: the core refuses at start what cannot work. */
export interface DriverCapabilities {
  /** Longest delay of a job, seconds; 0: none at all. */
  readonly maxDelaySeconds: number
  /** Headers survive the backend. */
  readonly headers: boolean
  /** Jobs of one priority are taken in the order of their pushes. */
  readonly order: boolean
}

/** What a driver gets to open a pipeline. */
export interface DriverContext<Config> {
  readonly pipeline: string
  /** Priority of jobs that have none of their own. */
  readonly priority: number
  /** The driver's options, decoded from the file or from the strings of `jobs.Declare`. */
  readonly config: Config
  /** Milliseconds that a call may take. Its caller has been told of a failure then: what was not sent must not be sent any more. */
  readonly timeoutMs: number
  readonly inbox: Inbox
  /** Channel named like the driver. */
  readonly log: Logger
  /** The backend is out of reach for good: stops this driver and opens the pipeline anew, taking jobs if it did. */
  restart(): void
}

/** Keys of the context a worker gets, in order. Follows: spec 04 §7.1 */
export type ContextKey = 'id' | 'job' | 'driver' | 'headers' | 'queue' | 'pipeline' | 'topic' | 'partition' | 'offset'

/** A kind of backend: one file under `drivers/`. */
export interface JobsDriverDefinition<Config> {
  /** Marks what this is, for user modules. */
  readonly kind: 'jobs.driver'
  /** As users write it after `driver:`. */
  readonly name: string
  readonly config: Field<Config>
  /**
   * A section at the top of the file that must be there, else the driver is not known. Its keys are decoded with those of the pipeline, by
   * the one schema: they win over a pipeline of the file, and lose to one that PHP declares. Follows: spec 05 §1.2
   */
  readonly globalSection?: string
  /** A pipeline of the file must have a `config`, even an empty one. */
  readonly needsConfig: boolean
  readonly capabilities: DriverCapabilities
  readonly contextKeys: readonly ContextKey[]
  /** Connects nothing yet, or everything: `push` must work from now on, jobs are taken from `run` on. */
  open(context: DriverContext<Config>): MaybePromise<JobsDriver>
}

/** Declares a jobs driver. */
export function defineJobsDriver<Config>(
  definition: Omit<JobsDriverDefinition<Config>, 'kind'>,
): JobsDriverDefinition<Config> {
  return { kind: 'jobs.driver', ...definition }
}
