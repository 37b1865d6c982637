// Plays with pools for as long as asked: npm run test:property -- [--seed N] [--runs M]. Without --runs until a fault shows.
import { parseArgs } from 'node:util'
import { explore } from './explore.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string' } } })
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
const runs = values.runs === undefined ? Number.MAX_SAFE_INTEGER - seed : Number(values.runs)
console.log(`seed ${seed}`)

/** Runs between two lines of progress. */
const stretch = 200
for (let done = 0; done < runs; done += stretch) {
  const { faults, ...counts } = await explore(seed + done, Math.min(stretch, runs - done))
  console.log(`from seed ${seed + done}: ${JSON.stringify(counts)}`)
  if (faults.length === 0) continue
  console.error(faults.join('\n\n'))
  process.exitCode = 1
  break
}
