import type { MaybePromise } from '../../lib/maybe-promise.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Consumer } from './consumer.ts'
import type { ContextKey, DriverState, JobsDriver, JobsDriverDefinition, Message } from './contract.ts'
import type { JobOwner, JobRun } from './job-run.ts'
import type { Policy } from './policy/config.ts'
import { Gate } from './policy/gate.ts'
import type { UniquePush } from './policy/unique-keys.ts'

/** A driver whose options are known to itself alone. */
export type AnyJobsDriver = JobsDriverDefinition<unknown>

/** What is known of a pipeline before its driver is opened. */
export interface PipelineSettings {
  readonly name: string
  readonly priority: number
  /** Named pool of its jobs; '' for the only one. */
  readonly pool: string
  readonly timeoutMs: number
  /** PHP made it; it is not in the file. */
  readonly declared: boolean
  readonly policy: Policy
  /** Pushes each key once; absent: keys are nothing to it. */
  readonly unique?: UniquePush | undefined
}

/** Whether a pipeline takes jobs from its backend. */
export type PipelineState = 'idle' | 'active' | 'destroyed'

/** A queue with a name, and its driver. Calls that change its state run one after another. */
export class Pipeline implements JobOwner {
  readonly settings: PipelineSettings
  readonly definition: AnyJobsDriver
  state: PipelineState = 'idle'
  readonly gate: Gate<JobRun> | undefined
  readonly #consumer: Consumer
  #driver: JobsDriver | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(settings: PipelineSettings, definition: AnyJobsDriver, consumer: Consumer) {
    this.settings = settings
    this.definition = definition
    this.#consumer = consumer
    this.gate = gateOf(settings.policy)
  }

  get pipeline(): string {
    return this.settings.name
  }

  get driver(): string {
    return this.definition.name
  }

  get pool(): string {
    return this.settings.pool
  }

  get policy(): Policy {
    return this.settings.policy
  }

  get maxDelaySeconds(): number {
    return this.definition.capabilities.maxDelaySeconds
  }

  get contextKeys(): readonly ContextKey[] {
    return this.definition.contextKeys
  }

  get destroyed(): boolean {
    return this.state === 'destroyed'
  }

  get ready(): boolean {
    return this.state === 'active'
  }

  /** Opens the driver: `push` works from now on. */
  async open(open: (pipeline: Pipeline) => MaybePromise<JobsDriver>): Promise<void> {
    this.#driver = await this.#timed('open', open(this))
  }

  /** Lets the driver go and opens it anew; takes jobs again if it did. Raises when it cannot be opened: then only this helps. */
  reopen(open: (pipeline: Pipeline) => MaybePromise<JobsDriver>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.state === 'destroyed') return
      const driver = this.#driver
      this.#driver = undefined
      this.#consumer.drop(this)
      // What cannot be stopped is left behind: it is why this is done.
      await Promise.resolve(driver === undefined ? undefined : this.#timed('stop', driver.stop())).catch(
        () => undefined,
      )
      await this.open(open)
      if (this.state === 'active') await this.#timed('run', this.#opened.run())
    })
  }

  push(message: Message): MaybePromise<void> {
    return this.#timed('push', this.#opened.push(message))
  }

  pushMany(messages: readonly Message[]): MaybePromise<void> {
    const driver = this.#opened
    if (driver.pushMany !== undefined) return this.#timed('push', driver.pushMany(messages))
    return this.#pushEach(messages)
  }

  onRoom(): void {
    this.#driver?.onRoom()
  }

  /** Starts to take jobs. Raises when it does already. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.state === 'active') throw new Error(`${this.driver} listener is already in the active state`)
      await this.#timed('run', this.#opened.run())
      this.state = 'active'
    })
  }

  /** Stops to take jobs; those that were taken run. Raises when it takes none. */
  pause(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.state !== 'active') throw new Error('no active listeners, nothing to pause')
      this.state = 'idle'
      if (this.#driver !== undefined) await this.#timed('pause', this.#driver.pause())
    })
  }

  /** Ends it: jobs that no worker has are the backend's again. */
  destroy(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.state === 'destroyed') return
      this.state = 'destroyed'
      this.#consumer.drop(this)
      if (this.#driver !== undefined) await this.#timed('stop', this.#driver.stop())
    })
  }

  async describe(): Promise<DriverState> {
    return this.#timed('state', this.#opened.state())
  }

  get #opened(): JobsDriver {
    if (this.#driver === undefined) throw new Error(`driver for the pipeline not found, pipeline: ${this.pipeline}`)
    return this.#driver
  }

  async #pushEach(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      const pushed = this.push(message)
      if (pushed instanceof Promise) await pushed
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** What is done at once needs no clock. */
  #timed<T>(what: string, value: MaybePromise<T>): MaybePromise<T> {
    return value instanceof Promise ? withTimeout(value, this.settings.timeoutMs, `${this.driver}_${what}`) : value
  }
}

/** Undefined where nothing is to be held back: jobs pay nothing for it then. */
function gateOf({ concurrency, key }: Policy): Gate<JobRun> | undefined {
  if (concurrency === 0 && key === '') return undefined
  const limit = concurrency || Number.POSITIVE_INFINITY
  return new Gate({ limit, keyOf: ({ delivery }) => (key === '' ? undefined : delivery.headers[key]?.[0]) })
}

async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, operation: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new OpError(operation, 'Timeout', new Error('context deadline exceeded')))
    }, timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
