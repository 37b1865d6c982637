import { decideScaling, initialScaling, type ScalingLimits } from '../scaling-decision.ts'

/** A recorded load: requests that arrive in each tenth of a second, how long each takes, and the memory of a worker as time goes by. */
export interface Trace {
  readonly arrivals: readonly number[]
  readonly serviceMs: number
  readonly bootMs: number
  workerBytes(nowMs: number): number
}

/** What a pool did under a trace. */
export interface Course {
  /** Each change of size, with its time. */
  readonly changes: readonly { readonly atMs: number; readonly change: number }[]
  readonly largest: number
  readonly final: number
  /** Times at which the memory of all workers was over the budget. */
  readonly overBudget: number
  /** Longest wait of a request, milliseconds. */
  readonly longestWaitMs: number
}

const stepMs = 10
const samplesEveryMs = 100

/** Runs a pool that scales over a trace: a queue, workers that take `serviceMs` each, new ones that need `bootMs`. */
export function simulate(trace: Trace, limits: ScalingLimits, startWith = limits.min): Course {
  const line: number[] = []
  let free = Array.from({ length: startWith }, () => 0)
  let state = initialScaling(0)
  const changes: { atMs: number; change: number }[] = []
  let largest = free.length
  let overBudget = 0
  let longestWaitMs = 0
  for (let now = 0; now < trace.arrivals.length * 100; now += stepMs) {
    if (now % 100 === 0) for (let left = trace.arrivals[now / 100] as number; left > 0; left--) line.push(now)
    free = free.map((until) => {
      const arrived = until <= now ? line.shift() : undefined
      if (arrived === undefined) return until
      longestWaitMs = Math.max(longestWaitMs, now - arrived)
      return now + trace.serviceMs
    })
    if (now % samplesEveryMs !== 0) continue
    const booting = free.filter((until) => until > now + trace.serviceMs).length
    const busy = free.filter((until) => until > now).length - booting
    const workerBytes = trace.workerBytes(now)
    const delayMs = now - (line[0] ?? now)
    const sample = { nowMs: now, workers: free.length, booting, busy, waiting: line.length, delayMs, workerBytes }
    const step = decideScaling(state, sample, limits)
    state = step.state
    const { change } = step.decision
    if (change !== 0) changes.push({ atMs: now, change })
    free =
      change > 0
        ? [...free, ...Array.from({ length: change }, () => now + trace.bootMs + trace.serviceMs)]
        : free.toSorted((a, b) => b - a).slice(0, free.length + change)
    largest = Math.max(largest, free.length)
    if (free.length * workerBytes > limits.budgetBytes) overBudget++
  }
  return { changes, largest, final: free.length, overBudget, longestWaitMs }
}

/** How often growing turned into shrinking, or the other way round. */
export function turns({ changes }: Course): number {
  return changes.filter(({ change }, index) => index > 0 && change > 0 !== (changes[index - 1]?.change ?? 0) > 0).length
}

/** How often a pool grew again within that time after it had shrunk: the mark of swinging. */
export function regrowths({ changes }: Course, withinMs: number): number {
  return changes.filter(({ atMs, change }, index) => {
    const before = changes[index - 1]
    return change > 0 && before !== undefined && before.change < 0 && atMs - before.atMs < withinMs
  }).length
}
