import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideScaling, initialScaling, type ScalingLimits, type ScalingSample } from './scaling-decision.ts'
import { regrowths, simulate, type Trace, turns } from './testing/scaling-simulation.ts'

const mebibyte = 1_048_576
const limits: ScalingLimits = { min: 2, max: 20, targetDelayMs: 100, budgetBytes: Infinity, idleMs: 10_000 }
const sample: ScalingSample = { nowMs: 0, workers: 4, booting: 0, busy: 4, waiting: 10, delayMs: 150, workerBytes: 0 }

const decide = (changes: Partial<ScalingSample>, more: Partial<ScalingLimits> = {}) =>
  decideScaling(initialScaling(0), { ...sample, ...changes }, { ...limits, ...more }).decision

/** Requests per tenth of a second, so many seconds long. */
const steadily = (perTenth: number, seconds: number): number[] => Array.from({ length: seconds * 10 }, () => perTenth)

function trace(arrivals: readonly number[], more: Partial<Trace> = {}): Trace {
  return { arrivals, serviceMs: 300, bootMs: 500, workerBytes: () => 40 * mebibyte, ...more }
}

test('decideScaling() grows by half, as far as requests wait, and says why', () => {
  assert.deepEqual(decide({}), {
    change: 2,
    cause: 'queue_delay',
    reason: 'a request has waited 150ms, wanted at most 100ms',
  })
  assert.equal(decide({ waiting: 1 }).change, 1)
  assert.equal(decide({ workers: 19 }).change, 1)
})

test('decideScaling() waits for what is on its way, and below the target', () => {
  assert.equal(decide({ booting: 1 }).change, 0)
  assert.equal(decide({ delayMs: 100 }).change, 0)
})

test('decideScaling() says what keeps it from growing', () => {
  assert.deepEqual(decide({ workers: 20 }), {
    change: 0,
    cause: 'at_max',
    reason: 'a request has waited 150ms, wanted at most 100ms, but max is 20',
  })
  const memory = decide({ workerBytes: 50 * mebibyte }, { budgetBytes: 220 * mebibyte })
  assert.deepEqual(memory, {
    change: 0,
    cause: 'no_memory',
    reason: 'a request has waited 150ms, wanted at most 100ms, but memory has no room: budget 220MiB',
  })
})

test('decideScaling() shrinks at once when memory is over its budget, never below min', () => {
  assert.equal(decide({ workerBytes: 60 * mebibyte }, { budgetBytes: 200 * mebibyte }).change, -1)
  assert.equal(decide({ workerBytes: 600 * mebibyte }, { budgetBytes: 200 * mebibyte }).change, -2)
})

test('a steady load: grows at once, comes down once to what is needed, and stays', () => {
  const course = simulate(trace(steadily(2, 120)), limits)
  assert.ok(turns(course) <= 1, JSON.stringify(course))
  assert.equal(regrowths(course, limits.idleMs), 0)
  assert.ok(course.final >= 6 && course.final <= 9, `${course.final} workers`)
  assert.deepEqual(
    course.changes.filter(({ atMs }) => atMs > 60_000),
    [],
  )
})

test('a steady load over too many workers: shrinks to what is needed and stays', () => {
  const course = simulate(trace(steadily(2, 200)), limits, 20)
  assert.equal(turns(course), 0, JSON.stringify(course))
  assert.ok(course.final >= 6 && course.final <= 9, `${course.final} workers`)
})

test('bursts closer than the idle time: the workers that they need stay between them', () => {
  const burst = [...steadily(4, 3), ...steadily(0, 5)]
  const course = simulate(trace(Array.from({ length: 20 }, () => burst).flat()), limits)
  assert.ok(turns(course) <= 1, JSON.stringify(course))
  assert.ok(course.final >= 12, `${course.final} workers`)
})

test('bursts far apart: one growth and one way down for each', () => {
  const burst = [...steadily(4, 5), ...steadily(0, 60)]
  const course = simulate(trace(Array.from({ length: 4 }, () => burst).flat()), limits)
  assert.ok(turns(course) <= 7, JSON.stringify(course))
  assert.equal(course.final, limits.min)
})

test('a slow drift up and down is followed, without swinging', () => {
  const up = Array.from({ length: 300 }, (_, second) => steadily(second / 100, 1)).flat()
  const whole = up.map((value, index) => Math.floor(value * (index + 1)) - Math.floor(value * index))
  const course = simulate(trace([...whole, ...whole.toReversed()]), limits)
  assert.equal(regrowths(course, limits.idleMs), 0, JSON.stringify(course))
  assert.ok(course.longestWaitMs < 2500, `${course.longestWaitMs} ms`)
})

test('memory at the edge: stays within the budget and does not swing', () => {
  // Workers grow with time: what had room has none later.
  const workerBytes = (now: number): number => (40 + now / 4000) * mebibyte
  const course = simulate(trace(steadily(5, 120), { workerBytes }), { ...limits, budgetBytes: 500 * mebibyte })
  assert.ok(turns(course) <= 1, JSON.stringify(course))
  assert.equal(course.overBudget, 0)
})

test('whatever the load, the size stays within its limits and turns at most once in an idle time', () => {
  const seed = Number(process.env['COURSER_SEED'] ?? Math.floor(Math.random() * 1e9))
  const random = mulberry(seed)
  for (let run = 0; run < 40; run++) {
    const arrivals = Array.from({ length: 60 }, () => steadily(Math.floor(random() * 8), 1)).flat()
    const load = trace(arrivals, {
      serviceMs: 20 + Math.floor(random() * 400),
      bootMs: 100 + Math.floor(random() * 2000),
    })
    const course = simulate(load, limits)
    const message = `COURSER_SEED=${seed}, run ${run}: ${JSON.stringify(course)}`
    assert.ok(course.largest <= limits.max && course.final >= limits.min, message)
    assert.ok(turns(course) <= 2 * (60_000 / limits.idleMs), message)
  }
})

/** A small generator with a seed. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
