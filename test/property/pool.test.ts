// The promises of the pool, held against random scenarios: requests, crashes at every byte, hangs, timeouts, clients that go, extra answers at
// once and late, missing ones, self-stops, streams, children that read everything, resets, scaling, destroy. Design: docs/decisions/
// dispatch-and-receipts.md; spec 01 #53, #54, #56, #57, #62 to #67, #72, #93, #95; 09 #13, #41. Longer: npm run test:property.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { commandOf, processesWith } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { explore } from './explore.ts'
import { openModelWorld } from './model-world.ts'
import { phpWorlds } from './php-world.ts'

const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 1_000_000_000)

test(`the pool keeps its promises in a model of worker processes (seed ${seed})`, async (context) => {
  const { faults, ...counts } = await explore(openModelWorld, seed, 150, 1)
  context.diagnostic(JSON.stringify(counts))
  assert.equal(faults.join('\n\n'), '', `PROPERTY_SEED=${seed}`)
})

test(`the pool keeps its promises with PHP (seed ${seed})`, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rr-property-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const { faults, ...counts } = await explore(phpWorlds(folder), seed, 12, 6)
  context.diagnostic(JSON.stringify(counts))
  assert.equal(faults.join('\n\n'), '', `PROPERTY_SEED=${seed}`)
  // Children of workers outlive them by the blink of an eye: they end with the pipe they read.
  const left = (): number[] => processesWith('MODEL_RUN', folder)
  await until(
    () => `all processes to end: ${left().map(commandOf).join()}`,
    () => left().length === 0,
  )
})
