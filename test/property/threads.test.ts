// The workers of several I/O threads, lent from one to the other, in a model of both. Design D7. Random scenarios: pool.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describe, play } from './explore.ts'
import { openModelWorld } from './model-world.ts'
import type { RequestStep, Scenario } from './scenario.ts'

const scenario: Omit<Scenario, 'steps' | 'pipeline'> = {
  threads: 2,
  workers: 1,
  relay: 'pipes',
  receipts: 'auto',
  inStep: false,
  maxJobs: 0,
  execTtlMs: 600,
}

function request(
  id: string,
  treatment: RequestStep['treatment'],
  steps: RequestStep['steps'],
  thread: number,
): RequestStep {
  return { do: 'request', id, thread, treatment, steps, padding: 0, slow: false }
}

for (const pipeline of [0, 4]) {
  test(`no request waits in one thread while a worker is idle in another (pipeline ${pipeline})`, async () => {
    const steps = [
      request('r0', 'hang', [['hang']], 0),
      { do: 'turns', count: 8 } as const,
      ...['r1', 'r2', 'r3', 'r4'].map((id) => request(id, 'answer', [['answer', 'answer']], 0)),
    ]
    for (let seed = 0; seed < 10; seed++) {
      const run = await play(openModelWorld, seed, { ...scenario, pipeline, steps })
      assert.deepEqual(run.faults, [], describe(run))
      const ended = run.clients.map(({ request: { id }, text }) => [id, text])
      assert.deepEqual(
        ended.slice(1),
        ['r1', 'r2', 'r3', 'r4'].map((id) => [id, `answer of ${id}`]),
      )
    }
  })
}

test('requests that wait in both threads run on whichever worker is free first, the streams of slow clients too', async () => {
  const steps = Array.from({ length: 12 }, (_, index) => {
    const stream = index % 3 === 0
    const one = stream
      ? request(`r${index}`, 'stream', [['chunks', 10], ['end']], index)
      : request(
          `r${index}`,
          'answer',
          [
            ['wait', 3000],
            ['answer', 'answer'],
          ],
          index,
        )
    return { ...one, slow: stream, padding: index % 4 === 0 ? 200_000 : 0 }
  })
  for (let seed = 0; seed < 10; seed++) {
    const run = await play(openModelWorld, seed, { ...scenario, execTtlMs: 0, pipeline: 0, steps })
    assert.deepEqual(run.faults, [], describe(run))
  }
})
