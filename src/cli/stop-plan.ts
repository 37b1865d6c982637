import type { Server } from '../kernel/server.ts'
import { formatMilliseconds } from '../lib/go-duration.ts'

type InFlight = ReturnType<Server['inFlight']>

/**
 * What a graceful stop will do, as a line for the console: what is waited for, how much of it, until when. Undefined when there is
 * nothing to wait for.
 */
export function stopPlan(
  inFlight: InFlight,
  { lameDuckMs, gracePeriodMs }: Pick<Server, 'lameDuckMs' | 'gracePeriodMs'>,
  now: Date,
): string | undefined {
  const waits = inFlight
    .filter(({ count }) => count > 0)
    .map(({ plugin, what, count }) => `${count} ${what} (${plugin})`)
  const steps = [
    ...(lameDuckMs > 0 ? [`accepting for another ${formatMilliseconds(lameDuckMs)} (endure.lame_duck)`] : []),
    ...(waits.length > 0 ? [`waiting for ${waits.join(', ')}`] : []),
  ]
  if (steps.length === 0) return undefined
  return `[INFO] stopping: ${steps.join(', then ')}; until ${clock(now.getTime() + gracePeriodMs)} at the latest`
}

/** Time of day here, `14:03:21`. */
function clock(time: number): string {
  const date = new Date(time)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}
