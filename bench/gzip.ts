import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { sharePriority } from './lib/priority.ts'
import { peak, probeEnv, probeLines } from './lib/probe-file.ts'
import { table } from './lib/results.ts'
import { median } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'
import { runWrk } from './lib/wrk.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

const connections = 2
const stallMaxMs = 5

/** Bodies of 4 MB, compressed and not: what compressing them adds to the stalls of the event loop. */
export async function benchGzip(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk'])
  const seconds = options.quick ? 3 : 10
  const place = new Workplace()
  try {
    const probe = place.path('probe')
    const env = probeEnv(probe)
    const script = 'bench/php/worker-own.php'
    const server = await startCourser(place, 'gzip', { workers: 2, http: ['middleware: [gzip]'], script, env })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    await measure(server, probe, 1, ['Accept-Encoding: gzip'])
    const plain = await measure(server, probe, seconds, [])
    const gzipped = await measure(server, probe, seconds, ['Accept-Encoding: gzip'])
    const row = (name: string, found: Found): readonly string[] => [
      name,
      found.perSecond.toFixed(1),
      found.typicalMs.toFixed(1),
      found.worstMs.toFixed(1),
    ]
    const verdict = gzipped.typicalMs <= stallMaxMs ? 'reached' : 'missed'
    const notes = `- bodies of 4 MB over ${connections} connections, 2 workers, ${seconds} s each; stall: the longest of each 25 ms, the median of the longest of each half second, and the worst of all
- wanted: no stall above ${stallMaxMs} ms; judged by the median, as a single one may be the machine's: ${verdict}`
    const head = ['', 'requests/s', 'stall ms, median of half seconds', 'worst stall ms']
    return `${machineLines().join('\n')}\n${notes}\n\n${table(head, [row('plain', plain), row('gzip', gzipped)])}`
  } finally {
    await place.close()
  }
}

interface Found {
  readonly perSecond: number
  readonly typicalMs: number
  readonly worstMs: number
}

async function measure(
  server: CourserServer,
  probe: string,
  seconds: number,
  headers: readonly string[],
): Promise<Found> {
  const fromMs = Date.now()
  const { perSecond } = await runWrk(`${server.origin}/large`, connections, seconds, headers)
  const lines = probeLines(probe, fromMs)
  const halves = Array.from({ length: seconds * 2 }, (_, half) =>
    peak(
      lines.filter(({ atMs }) => Math.floor((atMs - fromMs) / 500) === half),
      'stallMs',
    ),
  )
  return { perSecond, typicalMs: median(halves), worstMs: peak(lines, 'stallMs') }
}
