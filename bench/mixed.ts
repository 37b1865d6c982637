import { machineLines } from './lib/machine.ts'
import { type OpenLoopResult, runOpenLoop } from './lib/open-loop.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { sharePriority } from './lib/priority.ts'
import { milliseconds, table } from './lib/results.ts'
import { Workplace } from './lib/workplace.ts'
import { startCourser } from './servers/courser.ts'

const workers = 4
/** Slow requests take 50 ms of waiting, not of CPU: ten a second keep half a worker busy. */
const slowLoad = { rate: 10, connections: 16 }
const fastLoad = { rate: 1000, connections: 32 }

/** Fast and slow requests together: what the slow ones cost the fast. */
export async function benchMixed(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const seconds = options.quick ? 3 : 10
  const place = new Workplace()
  try {
    const server = await startCourser(place, 'mixed', { workers, script: 'bench/php/mixed.php' })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    const fast = (): Promise<OpenLoopResult> => runOpenLoop(place, `${server.origin}/`, { ...fastLoad, seconds })
    await fast()
    const alone = await fast()
    const [beside, slow] = await Promise.all([
      fast(),
      runOpenLoop(place, `${server.origin}/slow`, { ...slowLoad, seconds }),
    ])
    const rows = [row('fast, alone', alone), row('fast, beside slow ones', beside), row('slow (50 ms)', slow)]
    const notes = `- ${workers} workers, strict dispatch; ${fastLoad.rate} fast and ${slowLoad.rate} slow requests/s at constant rates, ${seconds} s`
    return `${machineLines().join('\n')}\n${notes}\n\n${table(['', 'requests', 'p50 ms', 'p99 ms', 'worst ms', 'failed'], rows)}`
  } finally {
    await place.close()
  }
}

function row(name: string, found: OpenLoopResult): readonly string[] {
  const times = [found.p50Micros, found.p99Micros, found.maxMicros].map(milliseconds)
  return [name, String(found.requests), ...times, String(found.failed + found.lost)]
}
