import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRpc } from '../src/goridge/rpc-client.ts'
import { workerOptions } from './http/cases.ts'
import { machineLines } from './lib/machine.ts'
import { type OpenLoopResult, runOpenLoop } from './lib/open-loop.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { sharePriority } from './lib/priority.ts'
import { peak, probeEnv, probeLines } from './lib/probe-file.ts'
import { milliseconds, table } from './lib/results.ts'
import { root, Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

/** Requests per second: well below what two workers can do, so that what is measured is the reset. */
const rate = 2000
const connections = 64
const stallMaxMs = 25
const workers = 2
const everyMs = 1000

/** What happens every second beside the load; answers how often it did. */
interface Beside {
  stop(): Promise<number>
}

interface Phase {
  readonly load: OpenLoopResult
  /** How often what happened beside the load did. */
  readonly times: number
  /** Longest stall of the server's event loop, milliseconds. */
  readonly stallMs: number
}

/**
 * Constant load while the pool is reset every second: nothing may be lost, nothing may fail, nobody may wait long. Beside it the floor: the same
 * PHP boots, started by the bench, while the server is left alone. What they cost on this machine no server can save.
 */
export async function benchReset(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const [seconds, shortSeconds] = options.quick ? [6, 6] : [51, 15]
  const place = new Workplace()
  try {
    const probe = place.path('probe')
    const worker = workerOptions(options)
    const server = await startCourser(place, 'reset', {
      workers,
      ...worker,
      env: { ...worker.env, ...probeEnv(probe) },
    })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    await runOpenLoop(place, `${server.origin}/`, { rate, seconds: 2, connections })
    const run = (length: number, beside?: () => Beside): Promise<Phase> => phase(place, server, probe, length, beside)
    const quiet = await run(shortSeconds)
    const floor = await run(shortSeconds, () => everySecond(() => bootPhp(options)))
    const resetting = await run(seconds, () => resets(server))
    const notes = `- hello, ${workers} workers; ${rate} requests/s at a constant rate over ${connections} connections; latency from the moment a request was due
- the floor: the bench boots PHP with the same script ${workers} times a second, one after the other, and the server is left alone`
    return [...machineLines(), notes, '', phases(quiet, floor, resetting), '', verdicts(quiet, floor, resetting)].join(
      '\n',
    )
  } finally {
    await place.close()
  }
}

async function phase(
  place: Workplace,
  server: CourserServer,
  probe: string,
  seconds: number,
  beside?: () => Beside,
): Promise<Phase> {
  const fromMs = Date.now()
  const running = beside?.()
  const load = await runOpenLoop(place, `${server.origin}/`, { rate, seconds, connections })
  const times = (await running?.stop()) ?? 0
  return { load, times, stallMs: peak(probeLines(probe, fromMs), 'stallMs') }
}

function resets(server: CourserServer): Beside {
  const connected = connectRpc(server.rpcAddress, { timeoutMs: 30_000 })
  const loop = everySecond(async () => {
    await (await connected).call('resetter.Reset', 'http')
    sharePriority(server.phpPids())
  })
  const stop = async (): Promise<number> => {
    const times = await loop.stop()
    ;(await connected).close()
    return times
  }
  return { stop }
}

/** Boots as many PHP processes as a reset does; they find no request and end. */
async function bootPhp(options: BenchOptions): Promise<void> {
  const { script = 'bench/php/worker.php', env } = workerOptions(options)
  for (let count = 0; count < workers; count++) {
    const php = spawn('php', [join(root, script)], {
      env: { ...process.env, ...env, RR_RELAY: 'pipes' },
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    sharePriority([php.pid ?? 0])
    await once(php, 'exit')
  }
}

/** Does something every second, or as soon as the time before is done. */
function everySecond(work: () => Promise<void>): Beside {
  let stopped = false
  const run = async (): Promise<number> => {
    let times = 0
    for (; !stopped; times++) await Promise.all([work(), sleep(everyMs)])
    return times
  }
  const running = run()
  const stop = (): Promise<number> => {
    stopped = true
    return running
  }
  return { stop }
}

function phases(quiet: Phase, floor: Phase, resetting: Phase): string {
  const row = (name: string, { load, times, stallMs }: Phase): readonly string[] => [
    name,
    String(times),
    String(load.requests),
    String(load.lost),
    String(load.failed),
    ...[load.p50Micros, load.p99Micros, load.maxMicros].map(milliseconds),
    stallMs.toFixed(1),
    milliseconds(load.lateMaxMicros),
  ]
  const times = ['p50 ms', 'p99 ms', 'worst ms', 'worst stall ms', 'generator late ms']
  return table(
    ['', 'times', 'requests', 'lost', 'failed', ...times],
    [
      row('without resets', quiet),
      row('the floor: PHP boots beside it', floor),
      row('a reset every second', resetting),
    ],
  )
}

function verdicts(quiet: Phase, floor: Phase, { load, stallMs }: Phase): string {
  const judged = (reached: boolean): string => (reached ? 'reached' : 'missed')
  const missing = load.lost + load.failed
  const ratio = load.p99Micros / quiet.load.p99Micros
  const least = floor.load.p99Micros / quiet.load.p99Micros
  return table(
    ['', 'found', 'wanted', 'verdict'],
    [
      ['requests lost or failed', String(missing), '0', judged(missing === 0)],
      ['p99 during resets ÷ without', ratio.toFixed(2), 'at most 2', judged(ratio <= 2)],
      ['p99 of the floor ÷ without', least.toFixed(2), '', ''],
      ['p99 during resets ÷ floor', (ratio / least).toFixed(2), '', ''],
      ['worst stall of the event loop, ms', stallMs.toFixed(1), `at most ${stallMaxMs}`, judged(stallMs <= stallMaxMs)],
    ],
  )
}
