import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../lib/log.ts'
import type { MaybePromise } from '../../lib/maybe-promise.ts'
import { errorText } from '../../lib/op-error.ts'
import type { JobsDriver } from './contract.ts'
import type { Pipeline } from './pipeline.ts'

const firstPauseMs = 500
const longestPauseMs = 60_000

/** What a restart needs. */
export interface RestartOptions {
  open(): MaybePromise<JobsDriver>
  readonly log: Logger
  /** Milliseconds before the second attempt; doubles from one to the next. */
  readonly firstPauseMs?: number
}

/**
 * Opens a pipeline anew, with the state it had. One that PHP declared is tried again until it opens or is destroyed: nobody else would
 * bring it back. One of the file is tried once; rejects when that fails. Follows: spec 04 §11
 */
export async function restartPipeline(pipeline: Pipeline, options: RestartOptions): Promise<void> {
  let pauseMs = options.firstPauseMs ?? firstPauseMs
  options.log.debug('received JOBS event', { pipeline: pipeline.pipeline, command: 'restart' })
  while (!pipeline.destroyed) {
    try {
      await pipeline.reopen(() => options.open())
      return
    } catch (error) {
      if (!pipeline.settings.declared) throw error
      options.log.error('failed to restart the pipeline', { pipeline: pipeline.pipeline, error: errorText(error) })
    }
    await sleep(pauseMs * (0.5 + Math.random()), undefined, { ref: false })
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}
