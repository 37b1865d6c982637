import type { z } from 'zod'
import { Alarm } from '../../../lib/alarm.ts'
import type { MaybePromise } from '../../../lib/maybe-promise.ts'
import { errorText } from '../../../lib/op-error.ts'
import { int, section, text } from '../../../lib/scalars.ts'
import type { Queue, QueueRecord, TakenRecord } from '../../../store/contract.ts'
import { fileMode } from '../../../store/file-mode.ts'
import {
  type Delivery,
  type DriverContext,
  type DriverState,
  defineJobsDriver,
  type JobHeaders,
  type JobsDriver,
  type JobsDriverDefinition,
  type Message,
} from '../contract.ts'
import { decodeMessage, encodeMessage } from '../message.ts'
import { leaseStore, type StoreLease } from '../shared-stores.ts'

const config = section({
  prefetch: int().default(1000).describe('Most jobs taken out of the file and not yet done'),
  file: text().default('rr.db').describe('The file, made when missing; pipelines may share one'),
  permissions: int()
    .default(0o755)
    .describe('Mode of a new file, as an octal number, masked by the umask; 755 is read as 0755'),
})

type Config = z.infer<typeof config>

/**
 * Jobs in a file of this server's own: a push is on the disk when it is answered, and what has not been settled when the server ends
 * runs again after its next start. Follows: spec 05 §8
 */
export const boltdb: JobsDriverDefinition<Config> = defineJobsDriver({
  name: 'boltdb',
  config,
  needsConfig: false,
  capabilities: { maxDelaySeconds: Number.POSITIVE_INFINITY, headers: true, order: true },
  contextKeys: ['id', 'job', 'driver', 'headers', 'queue', 'pipeline'],
  async open(context) {
    const { file, permissions } = context.config
    return new BoltdbDriver(context, await leaseStore({ file: file || 'rr.db', mode: fileMode(permissions) }))
  },
})

/** Most jobs taken in one transaction. */
const takeMax = 256
const never = Number.POSITIVE_INFINITY
/** What RoadRunner calls the bucket of jobs that wait. */
const bucket = 'push'

class BoltdbDriver implements JobsDriver {
  readonly #context: DriverContext<Config>
  readonly #lease: StoreLease
  readonly #queue: Queue
  readonly #alarm = new Alarm(() => {
    this.#wake()
    return never
  })
  /** Taken, and not settled. */
  #active = 0
  #running = false
  #stopped = false
  /** The inbox is full. */
  #held = false
  #taking = false
  /** Something may have become ready since the last take began. */
  #woken = false

  constructor(context: DriverContext<Config>, lease: StoreLease) {
    this.#context = context
    this.#lease = lease
    this.#queue = lease.store.queue(`jobs ${context.pipeline}`)
  }

  push(message: Message): Promise<void> {
    return this.pushMany([message])
  }

  async pushMany(messages: readonly Message[]): Promise<void> {
    await this.#queue.push(messages.map(recordOf))
    this.#wake()
  }

  run(): void {
    this.#running = true
    this.#wake()
  }

  pause(): void {
    this.#running = false
  }

  onRoom(): void {
    this.#held = false
    this.#wake()
  }

  async state(): Promise<DriverState> {
    const { ready, delayed, taken } = await this.#queue.counts()
    return { queue: bucket, active: ready + taken, delayed, reserved: taken }
  }

  async stop(): Promise<void> {
    this.#running = false
    this.#stopped = true
    // For the next who opens a pipeline of this name; what still runs will run again.
    await this.#queue.releaseAll()
    await this.#lease.release()
  }

  /** A job is done with. */
  async remove(id: number): Promise<void> {
    this.#checkOpen()
    try {
      await this.#queue.remove([id])
    } finally {
      this.#settled()
    }
  }

  /** A job is to run again, behind the others. */
  async again(id: number, message: Message): Promise<void> {
    this.#checkOpen()
    try {
      await this.#queue.replace(id, recordOf(message))
    } finally {
      this.#settled()
    }
  }

  /** A job that its backend has forgotten already is done. */
  forgotten(): void {
    this.#settled()
  }

  #settled(): void {
    this.#active--
    this.#wake()
  }

  #checkOpen(): void {
    if (this.#stopped) throw new Error('failed to acknowledge the JOB, the pipeline is probably stopped')
  }

  #wake(): void {
    this.#woken = true
    if (this.#taking || !this.#mayTake()) return
    this.#taking = true
    this.#takeAll().then(
      () => {
        this.#taking = false
        if (this.#woken) this.#wake()
      },
      (error: unknown) => this.#failed(error),
    )
  }

  #mayTake(): boolean {
    return this.#running && !this.#held && this.#active < this.#context.config.prefetch
  }

  async #takeAll(): Promise<void> {
    while (this.#mayTake()) {
      this.#woken = false
      const limit = Math.min(this.#context.config.prefetch - this.#active, takeMax)
      const records = await this.#queue.take(limit)
      await this.#giveAll(records)
      if (records.length < limit) return this.#watchDelayed()
    }
  }

  async #giveAll(records: readonly TakenRecord[]): Promise<void> {
    // They have been put back already.
    if (this.#stopped) return
    this.#active += records.length
    const deliveries = records.map((record) => new BoltdbDelivery(record, this))
    const forgotten = deliveries.filter(({ autoAck }) => autoAck)
    if (forgotten.length > 0) {
      await this.#queue.remove(forgotten.map(({ recordId }) => recordId))
      for (const { id } of forgotten) this.#context.log.debug('auto ack is turned on, message acknowledged', { ID: id })
    }
    for (const delivery of deliveries) if (!this.#context.inbox.insert(delivery)) this.#held = true
  }

  async #watchDelayed(): Promise<void> {
    const due = await this.#queue.nextDueMs()
    if (due !== undefined) this.#alarm.arm(performance.now() + due - Date.now())
  }

  /** The file cannot be read: what waits stays there, and the next push or the next second tries again. */
  #failed(error: unknown): void {
    this.#taking = false
    if (this.#stopped) return
    this.#context.log.error('Cannot take jobs from the file', {
      pipeline: this.#context.pipeline,
      error: errorText(error),
    })
    this.#alarm.arm(performance.now() + 1000)
  }
}

class BoltdbDelivery implements Delivery {
  readonly recordId: number
  readonly extra = { queue: bucket }
  readonly #message: Message
  readonly #driver: BoltdbDriver

  constructor({ id, priority, body }: TakenRecord, driver: BoltdbDriver) {
    this.recordId = id
    this.#message = { ...decodeMessage(body), priority }
    this.#driver = driver
  }

  get id(): string {
    return this.#message.id
  }

  get job(): string {
    return this.#message.job
  }

  get payload(): Uint8Array {
    return this.#message.payload
  }

  get headers(): JobHeaders {
    return this.#message.headers
  }

  get priority(): number {
    return this.#message.priority
  }

  get autoAck(): boolean {
    return this.#message.autoAck
  }

  ack(): MaybePromise<void> {
    return this.autoAck ? this.#driver.forgotten() : this.#driver.remove(this.recordId)
  }

  nack(): MaybePromise<void> {
    return this.requeue(this.headers, 0)
  }

  reject(_requeue: boolean, delaySeconds: number): MaybePromise<void> {
    return this.requeue(this.headers, delaySeconds)
  }

  requeue(headers: JobHeaders, delaySeconds: number): MaybePromise<void> {
    if (this.autoAck) return this.#driver.forgotten()
    return this.#driver.again(this.recordId, { ...this.#message, headers, delaySeconds })
  }
}

function recordOf(message: Message): QueueRecord {
  const { priority, delaySeconds } = message
  return {
    // As it came, when nothing has been changed.
    body: message.encoded ?? encodeMessage(message),
    priority,
    dueMs: delaySeconds > 0 ? Date.now() + delaySeconds * 1000 : undefined,
  }
}
