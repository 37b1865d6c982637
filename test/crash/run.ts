// Kills a server with jobs in a file as often as asked, at random moments under load: npm run test:crash -- [--kills N] [--seed S].
// Needs `npm run build` and php. The same seed draws the same plan; where in it a kill falls is up to the machine.
import { parseArgs } from 'node:util'
import { playCrashes } from './play.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
console.log(`seed ${seed}`)
const { faults, ...counts } = await playCrashes(seed, Number(values.kills), (kill, { accepted, done, again }) => {
  if (kill % 20 === 0) console.log(`${kill} kills: ${accepted} accepted, ${done} seen done, ${again} begun again`)
})
console.log(JSON.stringify({ ...counts, faults: faults.length }))
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
