import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Profile } from './pprof.ts'
import { startProfiler } from './profiler.ts'

function spinUniquelyNamed(untilMs: number): number {
  let sum = 0
  while (performance.now() < untilMs) sum += Math.sqrt(sum + 1)
  return sum
}

function frames(profile: Profile): Set<string> {
  return new Set(profile.samples.flatMap(({ stack }) => stack.map(({ name }) => name)))
}

test('a CPU profile names the function that burnt it; a second one at the same time is refused', async () => {
  const profiler = await startProfiler()
  const profiling = profiler.cpu(0.3)
  assert.equal(await profiler.cpu(0.1), undefined)
  await sleep(20)
  spinUniquelyNamed(performance.now() + 250)
  const profile = await profiling
  assert.ok(profile)
  assert.ok(frames(profile).has('spinUniquelyNamed'))
  assert.ok(!frames(profile).has('(root)'))
})

test('a heap profile names who allocated what lives', async () => {
  const profiler = await startProfiler()
  const kept = Array.from({ length: 200 }, function allocateUniquelyNamed() {
    return Array.from({ length: 10_000 }, () => 1)
  })
  const profile = await profiler.heap()
  assert.ok(frames(profile).has('allocateUniquelyNamed'))
  assert.equal(kept.length, 200)
})
