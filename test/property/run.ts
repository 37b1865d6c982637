// Plays with pools for as long as asked: npm run test:property -- [--seed N] [--runs M] [--php]. Without --runs until a fault shows.
// In a model of worker processes, fast and the same turn by turn for the same seed; with --php on real ones.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { explore } from './explore.ts'
import { openModelWorld } from './model-world.ts'
import { phpWorlds } from './php-world.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string' }, php: { type: 'boolean', default: false } },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const runs = Number(values.runs ?? Number.MAX_SAFE_INTEGER - seed)
const folder = mkdtempSync(join(tmpdir(), 'rr-property-'))
/** Runs between two lines of progress. */
const stretch = values.php ? 100 : 1000
console.log(`seed ${seed}`)

for (let done = 0; done < runs; done += stretch) {
  const count = Math.min(stretch, runs - done)
  const { faults, ...counts } = values.php
    ? await explore(phpWorlds(folder), seed + done, count, 8)
    : await explore(openModelWorld, seed + done, count, 1)
  console.log(`from seed ${seed + done}: ${JSON.stringify(counts)}`)
  if (faults.length === 0) continue
  console.error(faults.join('\n\n'))
  process.exitCode = 1
  break
}
rmSync(folder, { recursive: true, force: true })
