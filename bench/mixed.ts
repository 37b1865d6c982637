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

/** How requests reach the workers, with the PHP that does so. */
const kinds = [
  { name: 'strict', script: 'bench/php/mixed.php' },
  { name: 'pipelined', script: 'bench/php/mixed-own.php' },
] as const

/** Fast and slow requests together: what the slow ones cost the fast, one request at a time and sent ahead. */
export async function benchMixed(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const seconds = options.quick ? 3 : 8
  const place = new Workplace()
  try {
    const rows: (readonly string[])[] = []
    for (const kind of kinds) rows.push(...(await mix(place, kind, seconds)))
    const notes = `- ${workers} workers; strict: our double of the official SDK, one request at a time; pipelined: our library, requests sent ahead
- ${fastLoad.rate} fast and ${slowLoad.rate} slow requests/s at constant rates, ${seconds} s; a slow one waits for 50 ms`
    return `${machineLines().join('\n')}\n${notes}\n\n${table(['', 'requests', 'p50 ms', 'p99 ms', 'worst ms', 'failed'], rows)}`
  } finally {
    await place.close()
  }
}

async function mix(place: Workplace, { name, script }: (typeof kinds)[number], seconds: number) {
  const server = await startCourser(place, name, { workers, script })
  sharePriority([...server.serverPids(), ...server.phpPids()])
  const fast = (): Promise<OpenLoopResult> => runOpenLoop(place, `${server.origin}/`, { ...fastLoad, seconds })
  await fast()
  const alone = await fast()
  const slowly = runOpenLoop(place, `${server.origin}/slow`, { ...slowLoad, seconds })
  const [beside, slow] = await Promise.all([fast(), slowly])
  return [
    row(`${name}: fast, alone`, alone),
    row(`${name}: fast, beside slow ones`, beside),
    row(`${name}: slow`, slow),
  ]
}

function row(name: string, found: OpenLoopResult): readonly string[] {
  const times = [found.p50Micros, found.p99Micros, found.maxMicros].map(milliseconds)
  return [name, String(found.requests), ...times, String(found.failed + found.lost)]
}
