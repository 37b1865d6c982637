import { type H2Load, runH2Load } from './lib/h2load.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { comparison, promiseTable, speedRatio } from './lib/promises.ts'
import { type Measured, runRounds } from './lib/rounds.ts'
import { Workplace } from './lib/workplace.ts'
import { startCourser } from './servers/courser.ts'

const loads: readonly (H2Load & { readonly name: string; readonly bound?: number })[] = [
  { name: 'HTTP/1.1, 32 connections', version: 'HTTP/1.1', clients: 32, streams: 1 },
  { name: 'HTTP/2, 32 × 1', version: 'HTTP/2', clients: 32, streams: 1, bound: 0.55 },
  { name: 'HTTP/2, 8 × 16', version: 'HTTP/2', clients: 8, streams: 16, bound: 1.2 },
]

/** HTTP/2 without TLS beside HTTP/1.1, the same server and the same generator. */
export async function benchHttp2(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'h2load'])
  const place = new Workplace()
  try {
    const server = await startCourser(place, 'http2', { workers: 2, http: ['http2: {h2c: true}'] })
    const url = `${server.origin}/`
    const subjects = loads.map((one) => ({ name: one.name, server, url, load: (s: number) => runH2Load(url, one, s) }))
    const results = await runRounds(subjects, { ...options, seconds: 1 })
    const found = [...results].map(([{ name }, measured]) => [name, measured] as const)
    const first = (found[0] as (typeof found)[number])[1]
    const promised = loads.flatMap(({ name, bound }, index) =>
      bound === undefined
        ? []
        : [
            {
              text: `${name}: requests/s ÷ HTTP/1.1`,
              kind: 'at least' as const,
              bound,
              values: speedRatio(found[index]?.[1] as Measured, first),
            },
          ],
    )
    const notes = `- hello, 2 workers, h2load with one thread, ${options.rounds} rounds of 1 s in shuffled order (seed ${options.seed}); both latencies are the mean`
    return [`${machineLines().join('\n')}\n${notes}`, promiseTable(promised), comparison('', found)].join('\n\n')
  } finally {
    await place.close()
  }
}
