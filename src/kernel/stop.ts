import type { Logger } from '../lib/log.ts'
import { errorText } from '../lib/op-error.ts'
import { Duration } from '../lib/time.ts'
import type { ActivePlugin } from './plugin.ts'

/** How long a stop may take. */
export interface StopOptions {
  /** `endure.grace_period`, for the log. */
  readonly gracePeriodMs: number
  /** When it is over, milliseconds of `performance.now()`. */
  readonly deadline: number
  readonly log: Logger
}

/**
 * Stops plugins one after the other, each told what is left of the grace period. One that takes longer is waited for, with a
 * warning: nothing is cut off. Throws the errors of all that failed, a line each. Follows: spec 02 §2.3, §3.3.
 */
export async function stopPlugins(
  plugins: readonly ActivePlugin[],
  { gracePeriodMs, deadline, log }: StopOptions,
): Promise<void> {
  const errors: string[] = []
  let stopping = ''
  const warning = setTimeout(() => {
    log.warn('the grace period has passed, still waiting for a plugin to stop', {
      plugin: stopping,
      grace_period: Duration.milliseconds(gracePeriodMs),
    })
  }, deadline - performance.now())
  for (const { name, offer } of plugins) {
    stopping = name
    try {
      await offer.stop?.(Math.max(deadline - performance.now(), 0))
    } catch (error) {
      log.error('failed to stop the plugin', { error: errorText(error), plugin: name })
      errors.push(errorText(error))
    }
  }
  clearTimeout(warning)
  if (errors.length > 0) throw new Error(errors.join('\n'))
}
