import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { benchPush } from './jobs/batch.ts'
import { JobsServer } from './jobs/server.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { promiseTable } from './lib/promises.ts'
import { table } from './lib/results.ts'
import { RpcCalls } from './lib/rpc-load.ts'
import { median } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'

const pushers = 32

/** Durable jobs: 32 producers that each wait for the answer to one push, beside what the disk confirms. */
export async function benchBoltdb(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const place = new Workplace()
  try {
    const driver = `driver: boltdb, config: {file: ${place.path('jobs.db')}}`
    const server = await JobsServer.start(place, 'boltdb', { driver })
    const calls = new RpcCalls(place, 'jobs.Push', benchPush())
    const load = { port: server.port, connections: pushers, depth: 1, seconds: 1 }
    await calls.run(load)
    const rates: number[] = []
    const limits: number[] = []
    const syncs: number[] = []
    for (let round = 0; round < options.rounds; round++) {
      const micros = median(syncTimes(place))
      const { perSecond, failures } = await calls.run(load)
      if (failures > 0) throw new Error(`${failures} pushes were refused`)
      syncs.push(micros)
      rates.push(perSecond)
      limits.push((pushers * 1e6) / micros)
    }
    const values = rates.map((rate, round) => rate / (limits[round] as number))
    const notes = `- ${pushers} producers, one push at a time, ${options.rounds} rounds of 1 s; before each, 100 times fdatasync of a file of its own after a write of 4 KB, in the same folder`
    return [
      `${machineLines().join('\n')}\n${notes}`,
      promiseTable([
        { text: `accepted/s ÷ (${pushers} ÷ median time of fdatasync)`, kind: 'at least', bound: 0.3, values },
      ]),
      table(
        ['accepted/s', 'median fdatasync µs', `${pushers} ÷ it`],
        [[median(rates).toFixed(0), median(syncs).toFixed(0), median(limits).toFixed(0)]],
      ),
    ].join('\n\n')
  } finally {
    await place.close()
  }
}

/** Microseconds that a write of 4 KB takes to be on the disk, a hundred times. */
function syncTimes(place: Workplace): readonly number[] {
  const file = openSync(place.path('sync'), 'w')
  const page = Buffer.alloc(4096, 'x')
  const times: number[] = []
  for (let count = 0; count < 100; count++) {
    const from = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    times.push((performance.now() - from) * 1000)
  }
  closeSync(file)
  return times
}
