import { Alarm } from '../../../lib/alarm.ts'
import { ByteQueue } from '../../../lib/byte-queue.ts'
import { RRError } from '../../../lib/errors.ts'
import { Heap } from '../../../lib/heap.ts'
import { count, int, section } from '../../../lib/scalars.ts'
import {
  type Delivery,
  type DriverContext,
  type DriverState,
  defineJobsDriver,
  type JobHeaders,
  type JobsDriver,
  type Message,
} from '../contract.ts'
import { decodeMessage, encodeMessage } from '../message.ts'

const config = section({
  prefetch: int().default(100_000).describe('Most jobs given to workers or waiting for one, and not yet done'),
  memory_limit: count().default(512).describe('Most MiB of jobs that wait here; more are refused. 0 means no limit'),
})

type Config = typeof config extends { _output: infer T } ? T : never

/** Jobs in the memory of this process: gone when it ends. Follows: spec 05 §2 */
export const memory = defineJobsDriver<Config>({
  name: 'memory',
  config,
  needsConfig: true,
  capabilities: { maxDelaySeconds: Number.POSITIVE_INFINITY, headers: true, order: true },
  contextKeys: ['id', 'job', 'driver', 'headers', 'pipeline'],
  open: (context) => new MemoryDriver(context),
})

/** A job that is not due yet. */
interface Delayed {
  /** `performance.now()` milliseconds. */
  readonly dueMs: number
  readonly record: Buffer
}

/** Priority as a double, then the message as `jobs.v1.Job`. */
const priorityBytes = 8
const mebibyte = 1024 * 1024

class MemoryDriver implements JobsDriver {
  readonly #context: DriverContext<Config>
  readonly #waiting = new ByteQueue()
  readonly #delayed = new Heap<Delayed>((left, right) => left.dueMs < right.dueMs)
  #delayedBytes = 0
  readonly #alarm = new Alarm((now) => this.#release(now))
  /** Given out, and not done. */
  #active = 0
  #running = false

  constructor(context: DriverContext<Config>) {
    this.#context = context
  }

  push(message: Message): void {
    const body = message.encoded ?? encodeMessage(message)
    this.#checkLimit(body.length)
    this.#add([prefix(message.priority), body], message.delaySeconds)
    this.#give()
  }

  run(): void {
    this.#running = true
    this.#give()
  }

  pause(): void {
    this.#running = false
  }

  onRoom(): void {
    this.#give()
  }

  state(): DriverState {
    return { queue: this.#context.pipeline, active: this.#active, delayed: this.#delayed.length, reserved: 0 }
  }

  stop(): void {
    this.#running = false
    this.#delayed.clear()
  }

  /** A job has ended. */
  done(): void {
    this.#active--
    this.#give()
  }

  /** Takes a job again, behind the others. */
  again(message: Message): void {
    this.#add([prefix(message.priority), encodeMessage(message)], message.delaySeconds)
    this.done()
  }

  #checkLimit(bytes: number): void {
    const { config: options, pipeline } = this.#context
    const held = this.#waiting.bytes + this.#delayedBytes
    if (options.memory_limit > 0 && held + bytes > options.memory_limit * mebibyte) {
      throw new RRError('RR_JOBS_MEMORY_FULL', [pipeline, options.memory_limit])
    }
  }

  #add(parts: readonly Uint8Array[], delaySeconds: number): void {
    if (delaySeconds <= 0) return this.#waiting.push(...parts)
    const record = Buffer.concat(parts)
    const dueMs = performance.now() + delaySeconds * 1000
    this.#delayed.push({ dueMs, record })
    this.#delayedBytes += record.length
    this.#alarm.arm(dueMs)
  }

  #release(now: number): number {
    for (let next = this.#delayed.first; next !== undefined && next.dueMs <= now; next = this.#delayed.first) {
      this.#delayed.pop()
      this.#delayedBytes -= next.record.length
      this.#waiting.push(next.record)
    }
    this.#give()
    return this.#delayed.first?.dueMs ?? Number.POSITIVE_INFINITY
  }

  /** Gives out what may be given out. */
  #give(): void {
    const { inbox, config: options } = this.#context
    while (this.#running && this.#active < options.prefetch) {
      const record = this.#waiting.peek()
      if (record === undefined) return
      this.#active++
      this.#waiting.shift()
      if (!inbox.insert(new MemoryDelivery(record, this))) return
    }
  }
}

function prefix(priority: number): Buffer {
  const bytes = Buffer.allocUnsafe(priorityBytes)
  bytes.writeDoubleLE(priority)
  return bytes
}

/** A job as its bytes, decoded when a worker gets it. */
class MemoryDelivery implements Delivery {
  readonly #record: Buffer
  readonly #driver: MemoryDriver
  #message: Message | undefined

  constructor(record: Buffer, driver: MemoryDriver) {
    this.#record = record
    this.#driver = driver
  }

  get priority(): number {
    return this.#record.readDoubleLE()
  }

  get id(): string {
    return this.#decoded.id
  }

  get job(): string {
    return this.#decoded.job
  }

  get payload(): Uint8Array {
    return this.#decoded.payload
  }

  get headers(): JobHeaders {
    return this.#decoded.headers
  }

  ack(): void {
    this.#driver.done()
  }

  nack(): void {
    this.#driver.done()
  }

  reject(requeue: boolean, delaySeconds: number): void {
    if (requeue) this.requeue(this.headers, delaySeconds)
    else this.#driver.done()
  }

  requeue(headers: JobHeaders, delaySeconds: number): void {
    this.#driver.again({ ...this.#decoded, headers, delaySeconds, priority: this.priority })
  }

  get #decoded(): Message {
    this.#message ??= decodeMessage(this.#record.subarray(priorityBytes))
    return this.#message
  }
}
