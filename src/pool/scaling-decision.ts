import type { ScalingCause } from './stats.ts'

/** Within what a pool may grow and shrink. */
export interface ScalingLimits {
  readonly min: number
  readonly max: number
  /** How long a request may wait for a worker before more are started, milliseconds. */
  readonly targetDelayMs: number
  /** Most memory of all workers together, bytes. */
  readonly budgetBytes: number
  /** How long workers must have been to spare before some go, milliseconds. */
  readonly idleMs: number
}

/** What is measured at one moment. */
export interface ScalingSample {
  readonly nowMs: number
  /** Workers that serve or are on their way up. */
  readonly workers: number
  /** Those of them that are on their way up. */
  readonly booting: number
  readonly busy: number
  readonly waiting: number
  /** How long the first waiting request has waited, milliseconds. */
  readonly delayMs: number
  /** Memory of a worker, on average. */
  readonly workerBytes: number
}

/** What is remembered between samples. */
export interface ScalingState {
  /** When the present look-out for spare workers began. */
  readonly since: number
  /** Most requests at once since then. */
  readonly peak: number
  /** Memory that a worker is taken to need: falls slowly, so that young workers do not promise room that is not there. */
  readonly workerBytes: number
}

/** How many workers to add (or, below zero, to take away), and why. */
export interface ScalingDecision {
  readonly change: number
  /** Undefined: there was nothing to decide. */
  readonly cause?: ScalingCause
  readonly reason: string
}

/** Workers kept beyond the most requests at once, as a factor: shrinking must not cause the next growth. */
const headroom = 1.25
/** Growth leaves this much of the budget free, so that workers that grow with time do not have to go again. */
const growthShare = 0.95
/** What is left of the estimate of a worker's memory from one sample to the next, where the measure is lower. */
const forgetting = 0.999

/** The state before the first sample. */
export function initialScaling(nowMs: number): ScalingState {
  return { since: nowMs, peak: 0, workerBytes: 0 }
}

/**
 * Decides how a pool should change its size: up by at most half when requests wait longer than wanted and nothing is on its way, as
 * far as requests wait and memory has room; down when for the whole idle time there were workers to spare, or at once when memory is
 * over its budget. Pure: the same samples give the same decisions.
 */
export function decideScaling(
  state: ScalingState,
  sample: ScalingSample,
  limits: ScalingLimits,
): { readonly state: ScalingState; readonly decision: ScalingDecision } {
  const peak = Math.max(state.peak, sample.busy + sample.waiting)
  const workerBytes = Math.max(sample.workerBytes, state.workerBytes * forgetting)
  const decision =
    overBudget(sample, limits) ??
    growth(sample, workerBytes, limits) ??
    spare(sample, peak, state.since, limits) ??
    stay
  const restarts = decision.change !== 0 || sample.nowMs - state.since >= limits.idleMs
  return {
    decision,
    state: {
      since: restarts ? sample.nowMs : state.since,
      peak: restarts ? sample.busy + sample.waiting : peak,
      workerBytes,
    },
  }
}

const stay: ScalingDecision = { change: 0, reason: '' }

function overBudget(
  { workers, workerBytes }: ScalingSample,
  { min, budgetBytes }: ScalingLimits,
): ScalingDecision | undefined {
  const excess = workers * workerBytes - budgetBytes
  const change = Math.min(Math.ceil(excess / workerBytes), workers - min)
  if (!(excess > 0) || change <= 0) return undefined
  return {
    change: -change,
    cause: 'memory',
    reason: `workers use ${mebibytes(workers * workerBytes)}, budget ${mebibytes(budgetBytes)}`,
  }
}

function growth(sample: ScalingSample, workerBytes: number, limits: ScalingLimits): ScalingDecision | undefined {
  const { workers, booting, waiting, delayMs } = sample
  if (delayMs <= limits.targetDelayMs || booting > 0 || waiting === 0) return undefined
  const why = `a request has waited ${Math.round(delayMs)}ms, wanted at most ${limits.targetDelayMs}ms`
  const room = limits.max - workers
  if (room <= 0) return { change: 0, cause: 'at_max', reason: `${why}, but max is ${limits.max}` }
  const fit = workerBytes === 0 ? room : Math.floor((limits.budgetBytes * growthShare) / workerBytes) - workers
  if (fit <= 0) {
    const but = `but memory has no room: budget ${mebibytes(limits.budgetBytes)}`
    return { change: 0, cause: 'no_memory', reason: `${why}, ${but}` }
  }
  return { change: Math.min(room, fit, waiting, Math.ceil(workers / 2)), cause: 'queue_delay', reason: why }
}

function spare(sample: ScalingSample, peak: number, since: number, limits: ScalingLimits): ScalingDecision | undefined {
  const needed = Math.max(limits.min, Math.ceil(peak * headroom))
  if (sample.nowMs - since < limits.idleMs || sample.workers <= needed || sample.booting > 0) return undefined
  const change = Math.ceil((sample.workers - needed) / 2)
  return { change: -change, cause: 'idle', reason: `at most ${peak} requests at once in ${limits.idleMs / 1000}s` }
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)}MiB`
}
