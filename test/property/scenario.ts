import { type TreatmentName, treatment, treatments, type WorkerStep } from './faults.ts'
import type { Random } from './random.ts'

/** A request of a scenario: what it asks of the worker, and what its client does. */
export interface RequestStep {
  readonly do: 'request'
  readonly id: string
  /** The I/O thread that it comes to, counted round. */
  readonly thread: number
  readonly treatment: TreatmentName
  readonly steps: readonly WorkerStep[]
  /** Bytes that the body is filled up by. */
  readonly padding: number
  /** The client goes after so many parts of the answer. */
  readonly goesAfter?: number
  /** The client lets the worker wait for some turns of the loop after each part. */
  readonly slow: boolean
}

/** What happens to a pool, in order. */
export type Step =
  | RequestStep
  /** A client goes, or a worker is killed from outside: which one, counted from the oldest, going round. */
  | { readonly do: 'cancel' | 'kill'; readonly which: number }
  | { readonly do: 'reset' }
  /** In that thread, counted round. */
  | { readonly do: 'add' | 'remove'; readonly thread: number }
  /** The loop turns so often. */
  | { readonly do: 'turns'; readonly count: number }
  /** All requests are waited for. */
  | { readonly do: 'settle' }

/** One run of the property test: a pool and what happens to it. A seed gives the same one again. */
export interface Scenario {
  /** I/O threads, each with a pool of its own and so many workers. */
  readonly threads: number
  readonly workers: number
  readonly relay: 'pipes' | 'unix'
  readonly receipts: 'auto' | 'off'
  /** No treatment that gets a worker out of step, so that all must hold without receipts too. */
  readonly inStep: boolean
  /** Workers name their answers, and have so many requests at a time; 0: they answer in order. */
  readonly pipeline: number
  readonly maxJobs: number
  /** 0: no limit; then nothing that needs one happens. */
  readonly execTtlMs: number
  readonly steps: readonly Step[]
  /** The pool is destroyed while requests run, within that time; else all are waited for first. */
  readonly graceMs?: number
}

/** Draws a scenario. */
export function drawScenario(random: Random): Scenario {
  const receipts = random.percent(75) ? 'auto' : 'off'
  const inStep = receipts === 'off' && random.percent(60)
  const execTtlMs = random.percent(25) ? 0 : random.between(300, 600)
  const names = (Object.keys(treatments) as TreatmentName[]).filter((name) => {
    const { shifts, hangs, harmsNext } = treatment(name)
    // Without receipts, a request that a child has eaten is missed by nobody.
    return !(inStep && shifts) && !(execTtlMs === 0 && (hangs || (receipts === 'off' && harmsNext)))
  })
  const bag = names.flatMap((name) => Array<TreatmentName>(treatment(name).weight).fill(name))
  const count = random.between(5, 25)
  const threads = random.percent(60) ? 1 : random.between(2, 3)
  // Half of the time all requests come to the same one, as those of one connection do.
  const busyThreads = random.percent(50) ? 1 : threads
  return {
    threads,
    workers: random.between(1, threads === 1 ? 3 : 2),
    relay: random.percent(85) ? 'pipes' : 'unix',
    receipts,
    inStep,
    pipeline: random.percent(50) ? random.between(2, 6) : 0,
    maxJobs: random.percent(25) ? random.between(1, 5) : 0,
    execTtlMs,
    steps: Array.from({ length: count }, (_, index) => drawStep(random, bag, `r${index}`, busyThreads)),
    ...(random.percent(25) ? { graceMs: random.pick([1, 20, 3000]) } : {}),
  }
}

function drawStep(random: Random, bag: readonly TreatmentName[], id: string, busyThreads: number): Step {
  const roll = random.below(100)
  if (roll < 70) return drawRequest(random, random.pick(bag), id, random.below(busyThreads))
  if (roll < 75) return { do: 'cancel', which: random.below(10) }
  if (roll < 78) return { do: 'kill', which: random.below(10) }
  if (roll < 80) return { do: 'reset' }
  if (roll < 82) return { do: random.pick(['add', 'remove']), thread: random.below(6) }
  if (roll < 95) return { do: 'turns', count: random.between(1, 8) }
  return { do: 'settle' }
}

function drawRequest(random: Random, name: TreatmentName, id: string, thread: number): RequestStep {
  const step: RequestStep = {
    do: 'request',
    id,
    thread,
    treatment: name,
    steps: treatment(name).steps(random),
    padding: random.pick([0, 0, 0, 0, 5000, 10_000, 200_000]),
    slow: random.percent(20),
  }
  return random.percent(10) ? { ...step, goesAfter: random.below(4) } : step
}
