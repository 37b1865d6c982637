import type { Logger } from '../../lib/log.ts'
import { type MaybePromise, rethrow } from '../../lib/maybe-promise.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import type { Message } from './contract.ts'
import type { JobCounters } from './counters.ts'
import type { Pipeline } from './pipeline.ts'

/** What the pusher works with. */
export interface PusherOptions {
  readonly counters: JobCounters
  readonly log: Logger
  /** A pipeline by the name a producer uses. Raises when there is none. */
  find(name: string): Pipeline
}

/** Brings messages to the drivers of their pipelines, and counts. Follows: spec 04 §9.2, §9.4 */
export class Pusher {
  readonly #options: PusherOptions

  constructor(options: PusherOptions) {
    this.#options = options
  }

  /** Pushes one message. Raises OpError `rpc_push`. */
  push(message: Message | undefined): MaybePromise<void> {
    if (message === undefined) throw new OpError('rpc_push', undefined, new Error('job is required'))
    if (message.id === '') throw new OpError('rpc_push', undefined, new Error('empty ID field not allowed'))
    return rethrow(
      () => this.#pushRun([message], 'single', 'jobs_plugin_push'),
      (error) => new OpError('rpc_push', undefined, error),
    )
  }

  /** Pushes messages in their order, whatever their pipelines; the first error ends it, what came before is pushed. */
  async pushMany(messages: readonly Message[]): Promise<void> {
    try {
      for (const run of runsOf(messages)) {
        const pushed = this.#pushRun(run, 'batch', 'jobs_plugin_push_batch')
        if (pushed instanceof Promise) await pushed
      }
    } catch (error) {
      throw new OpError('rpc_push_batch', undefined, error)
    }
  }

  /** Pushes messages of one pipeline. */
  #pushRun(messages: readonly Message[], source: 'single' | 'batch', operation: string): MaybePromise<void> {
    return rethrow(
      () => this.#count(messages, source),
      (error) => new OpError(operation, undefined, error),
    )
  }

  #count(messages: readonly Message[], source: 'single' | 'batch'): MaybePromise<void> {
    const [first] = messages
    if (first === undefined) return undefined
    const { counters } = this.#options
    const pipeline = this.#options.find(first.pipeline)
    const counts = counters.pushBegan(pipeline.pipeline, pipeline.driver, source, messages.length)
    const began = performance.now()
    const done = (accepted = messages.length): void => {
      counters.pushed(counts, accepted, (performance.now() - began) / 1000)
      this.#report(pipeline, messages)
    }
    const failed = (error: unknown): never => {
      counters.notPushed(messages.length)
      this.#options.log.error('job push error', { error: errorText(error), pipeline: pipeline.pipeline, ID: first.id })
      throw error
    }
    try {
      const complete = messages.map((message) => withDefaults(message, pipeline))
      const { unique } = pipeline.settings
      if (unique !== undefined) {
        const refused = (): void => counters.refused(pipeline.pipeline)
        return unique.push(complete, (accepted) => pushAll(accepted, pipeline), refused).then(done, failed)
      }
      const pushed = pushAll(complete, pipeline)
      return pushed instanceof Promise ? pushed.then(() => done(), failed) : done()
    } catch (error) {
      return failed(error)
    }
  }

  #report(pipeline: Pipeline, messages: readonly Message[]): void {
    const { log } = this.#options
    if (!log.enabled('debug')) return
    for (const { id } of messages) {
      log.debug('job was pushed successfully', { ID: id, pipeline: pipeline.pipeline, driver: pipeline.driver })
    }
  }
}

function pushAll(messages: readonly Message[], pipeline: Pipeline): MaybePromise<void> {
  return messages.length === 1 ? pipeline.push(messages[0] as Message) : pipeline.pushMany(messages)
}

/** Messages that follow one another into the same pipeline. */
function runsOf(messages: readonly Message[]): Message[][] {
  const runs: Message[][] = []
  for (const message of messages) {
    const last = runs.at(-1)
    if (last?.[0]?.pipeline === message.pipeline) last.push(message)
    else runs.push([message])
  }
  return runs
}

/** Priority 0 stands for that of the pipeline; a pipeline of a named pool puts its name into the headers. */
function withDefaults(message: Message, pipeline: Pipeline): Message {
  const { priority, pool } = pipeline.settings
  const complete = { ...message, priority: message.priority || priority, pipeline: pipeline.pipeline }
  if (pool === '') return complete
  const { encoded: _stale, ...rest } = complete
  return { ...rest, headers: { ...message.headers, pool: [pool] } }
}
