import { RRError } from '../../lib/errors.ts'
import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import type { Leases } from '../lock/contract.ts'
import { checkTarget, storeTarget } from './burial.ts'
import type { Consumer } from './consumer.ts'
import type { DriverState, JobsDriver } from './contract.ts'
import type { DeadLetters } from './dead-letters.ts'
import { type AnyJobsDriver, Pipeline } from './pipeline.ts'
import { type PipelineOptions, pipelineName, pipelinePriority, textOption } from './pipeline-options.ts'
import { restartPipeline } from './pipeline-restart.ts'
import type { Policy } from './policy/config.ts'
import { readPolicy } from './policy/read-policy.ts'
import { InstanceKeys, SharedKeys, UniquePush } from './policy/unique-keys.ts'

/** What the pipelines are made with. */
export interface PipelinesOptions {
  readonly consumer: Consumer
  readonly letters: DeadLetters
  /** Leases that several servers share; undefined when they are of this one alone. */
  readonly sharedLeases: Leases | undefined
  /** Milliseconds that a call to a backend may take. */
  readonly timeoutMs: number
  /** Pipelines that take jobs as soon as they are made. */
  readonly consume: readonly string[]
  /** Pipelines that are opened or ended at the same time. */
  readonly parallelism: number
  readonly log: Logger
  /** A driver by name. */
  findDriver(name: string): Promise<AnyJobsDriver | undefined>
  /** Opens the driver of a pipeline. Raises when its options cannot be decoded. */
  openDriver(pipeline: Pipeline, options: PipelineOptions): MaybePromise<JobsDriver>
  /** Ends the server: a pipeline of the file could not be opened anew. */
  fail(error: Error): void
}

/** A pipeline and what its backend says of it; `error` when that could not be had. */
export interface PipelineReport {
  readonly pipeline: Pipeline
  readonly state: DriverState
  readonly error: string
}

const unknownState: DriverState = { queue: '', active: 0, delayed: 0, reserved: 0 }

/** The pipelines of this server by name, in the order they were made. Follows: spec 04 §3, §9 */
export class Pipelines {
  readonly #options: PipelinesOptions
  readonly #pipelines = new Map<string, Pipeline>()
  /** Pipelines of the file whose driver is not there, with its name. */
  readonly #driverless = new Map<string, string>()
  /** Targets of the dead letters of the pipelines of the file, which are opened in no certain order. */
  readonly #planned = new Map<string, string>()
  readonly #optionsOf = new WeakMap<Pipeline, PipelineOptions>()

  constructor(options: PipelinesOptions) {
    this.#options = options
  }

  /** Opens the pipelines of the file. Raises the errors of all that could not be opened. */
  async openAll(entries: ReadonlyMap<string, PipelineOptions>): Promise<void> {
    for (const [name, options] of entries) this.#planned.set(name, textOption(options, 'dead_letter'))
    const errors: unknown[] = []
    await inParallel([...entries], this.#options.parallelism, async ([name, options]) => {
      await this.#configure(name, options).catch((error: unknown) => errors.push(error))
    })
    if (errors.length > 0) {
      throw new OpError('jobs_plugin_serve', undefined, new Error(errors.map(errorText).join('\n')))
    }
  }

  names(): readonly string[] {
    return [...this.#pipelines.keys(), ...this.#driverless.keys()]
  }

  /** A pipeline to push into. Names of the file are lower-case, whatever the file says. */
  find(name: string): Pipeline {
    const found = this.#find(name)
    if (found !== undefined) return found
    if (this.#driverless.has(name)) throw new Error(`driver for the pipeline not found, pipeline: ${name}`)
    throw noSuchPipeline(name)
  }

  /** Makes a pipeline as PHP asks for it. */
  async declare(options: PipelineOptions): Promise<void> {
    const name = pipelineName(options)
    const existing = this.#find(name)
    if (existing !== undefined) {
      const text = `pipeline already exists, name: ${name}, driver: ${existing.driver}`
      throw new OpError('rpc_declare_pipeline', undefined, new Error(text))
    }
    try {
      const requested = textOption(options, 'driver')
      if (requested === '') throw new Error(`no associated driver with the pipeline, pipeline name: ${name}`)
      const driver = await this.#options.findDriver(requested)
      if (driver === undefined) {
        throw new Error(`no constructor registered for driver: ${requested}, pipeline: ${name}`)
      }
      await this.#open(name, driver, options, true)
    } catch (error) {
      throw new OpError('rpc_declare_pipeline', undefined, new OpError('jobs_plugin_declare', undefined, error))
    }
  }

  /** One after another; the first that cannot ends it. */
  async pause(names: readonly string[]): Promise<void> {
    await this.#each('rpc_pause', names, (pipeline) => pipeline.pause())
  }

  /** One after another; the first that cannot ends it. */
  async resume(names: readonly string[]): Promise<void> {
    await this.#each('rpc_resume', names, (pipeline) => pipeline.resume())
  }

  /** Ends pipelines; answers the names of those that are gone. Raises the first failure: they are gone all the same. */
  async destroy(names: readonly string[]): Promise<readonly string[]> {
    const errors: unknown[] = []
    await inParallel(names, this.#options.parallelism, async (name) => {
      await this.#destroy(name).catch((error: unknown) => errors.push(error))
    })
    if (errors.length === 0) return names
    throw new OpError('rpc_destroy_pipeline', undefined, new OpError('jobs_plugin_destroy', undefined, errors[0]))
  }

  /** Opens a pipeline anew: its driver asks for it. Follows: spec 04 §11 */
  restart(pipeline: Pipeline): void {
    const { log } = this.#options
    const open = (): MaybePromise<JobsDriver> => this.#options.openDriver(pipeline, this.#optionsOf.get(pipeline) ?? {})
    restartPipeline(pipeline, { open, log }).catch((error: unknown) => {
      this.#options.fail(new Error(`failed to restart the pipeline, errors: ${errorText(error)}`, { cause: error }))
    })
  }

  /** What the backends say. A backend that does not answer is reported with its error. */
  reports(): Promise<readonly PipelineReport[]> {
    return Promise.all([...this.#pipelines.values()].map(report))
  }

  /** Takes no more jobs from any backend. */
  async pauseAll(): Promise<void> {
    await this.#all((pipeline) => (pipeline.ready ? pipeline.pause() : Promise.resolve()))
  }

  /** Lets every backend go. */
  async stopAll(): Promise<void> {
    await this.#all((pipeline) => pipeline.destroy())
    this.#pipelines.clear()
  }

  async #configure(name: string, options: PipelineOptions): Promise<void> {
    const requested = textOption(options, 'driver')
    const driver = requested === '' ? undefined : await this.#options.findDriver(requested)
    if (driver === undefined) return this.#reportDriverless(name, requested)
    if (driver.needsConfig && (options['config'] ?? undefined) === undefined) {
      throw new Error(`config not found by provided key: jobs.pipelines.${name}.config`)
    }
    await this.#open(name, driver, options, false)
  }

  #reportDriverless(name: string, driver: string): void {
    this.#driverless.set(name, driver)
    const text =
      driver === ''
        ? 'no associated driver with the pipeline'
        : "can't find driver constructor for the pipeline, please, check the global configuration for the specified driver"
    this.#options.log.error(text, { pipeline: name, driver })
  }

  async #open(name: string, driver: AnyJobsDriver, options: PipelineOptions, declared: boolean): Promise<void> {
    const { consumer, timeoutMs, consume, log } = this.#options
    const pool = textOption(options, 'pool')
    const policy = readPolicy(name, options, driver)
    const settings = {
      name,
      priority: pipelinePriority(options),
      pool,
      timeoutMs,
      declared,
      policy,
      unique: this.#uniquePush(name, policy),
    }
    const existing = this.#find(name)
    if (existing !== undefined) throw new Error(`pipeline already exists, name: ${name}, driver: ${existing.driver}`)
    checkTarget(name, policy.dead_letter, (other) => this.#targetOf(other))
    const pipeline = new Pipeline(settings, driver, consumer)
    log.debug('initializing driver', { pipeline: name, driver: driver.name })
    // In its place before it is open: nobody else can take the name meanwhile.
    this.#pipelines.set(name, pipeline)
    this.#optionsOf.set(pipeline, options)
    try {
      if (policy.dead_letter === storeTarget) await this.#options.letters.open()
      await pipeline.open((opening) => this.#options.openDriver(opening, options))
      if (consume.some((wanted) => wanted === name || wanted.toLowerCase() === name)) await pipeline.resume()
    } catch (error) {
      this.#pipelines.delete(name)
      throw error
    }
    log.debug('driver ready', { pipeline: name, driver: driver.name })
  }

  #find(name: string): Pipeline | undefined {
    return this.#pipelines.get(name) ?? this.#pipelines.get(name.toLowerCase())
  }

  #uniquePush(name: string, { unique }: Policy): UniquePush | undefined {
    if (unique === undefined) return undefined
    if (unique.scope === 'instance') return new UniquePush(new InstanceKeys(name, unique.ttl), unique)
    const { sharedLeases: leases } = this.#options
    if (leases !== undefined) return new UniquePush(new SharedKeys(leases, name, unique.ttl), unique)
    const fault = 'it is shared, and the locks are those of this server alone, wanted lock.driver: redis'
    throw new RRError('RR_JOBS_POLICY_INVALID', [name, fault, 'unique.scope'])
  }

  #targetOf(name: string): string | undefined {
    return this.#find(name)?.policy.dead_letter ?? this.#planned.get(name) ?? this.#planned.get(name.toLowerCase())
  }

  async #each(operation: string, names: readonly string[], work: (pipeline: Pipeline) => Promise<void>): Promise<void> {
    try {
      for (const name of names) await work(this.find(name))
    } catch (error) {
      throw new OpError(operation, undefined, error)
    }
  }

  async #destroy(name: string): Promise<void> {
    const pipeline = this.#find(name)
    if (pipeline === undefined) throw noSuchPipeline(name)
    this.#pipelines.delete(pipeline.pipeline)
    this.#planned.delete(pipeline.pipeline)
    await pipeline.destroy()
  }

  async #all(work: (pipeline: Pipeline) => Promise<void>): Promise<void> {
    await inParallel([...this.#pipelines.values()], this.#options.parallelism, async (pipeline) => {
      try {
        await work(pipeline)
      } catch (error) {
        this.#options.log.error('Cannot stop a pipeline', { pipeline: pipeline.pipeline, error: errorText(error) })
      }
    })
  }
}

async function report(pipeline: Pipeline): Promise<PipelineReport> {
  try {
    return { pipeline, state: await pipeline.describe(), error: '' }
  } catch (error) {
    return { pipeline, state: unknownState, error: errorText(error) }
  }
}

function noSuchPipeline(name: string): Error {
  return new Error(`no such pipeline, requested: ${name}`)
}

/** Works through items, a few at a time. */
async function inParallel<T>(
  items: readonly T[],
  parallelism: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(parallelism, items.length) }, worker))
}
