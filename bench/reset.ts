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
import { Workplace } from './lib/workplace.ts'
import { type CourserServer, startCourser } from './servers/courser.ts'

/** Requests per second: well below what two workers can do, so that what is measured is the reset. */
const rate = 2000
const connections = 64
const stallMaxMs = 25

interface Phase {
  readonly load: OpenLoopResult
  readonly resets: number
  /** Longest stall of the server's event loop, milliseconds. */
  readonly stallMs: number
}

/** Constant load while the pool is reset every second: nothing may be lost, nothing may fail, nobody may wait long. */
export async function benchReset(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const seconds = options.quick ? 6 : 52
  const place = new Workplace()
  try {
    const probe = place.path('probe')
    const worker = workerOptions(options)
    const server = await startCourser(place, 'reset', {
      workers: 2,
      ...worker,
      env: { ...worker.env, ...probeEnv(probe) },
    })
    sharePriority([...server.serverPids(), ...server.phpPids()])
    await runOpenLoop(place, `${server.origin}/`, { rate, seconds: 2, connections })
    const quiet = await phase(place, server, probe, Math.min(seconds, 15), 0)
    const resetting = await phase(place, server, probe, seconds, 1000)
    const notes = `- hello, 2 workers; ${rate} requests/s at a constant rate over ${connections} connections; latency from the moment a request was due`
    return [...machineLines(), notes, '', phases(quiet, resetting), '', verdicts(quiet, resetting)].join('\n')
  } finally {
    await place.close()
  }
}

async function phase(
  place: Workplace,
  server: CourserServer,
  probe: string,
  seconds: number,
  everyMs: number,
): Promise<Phase> {
  const fromMs = Date.now()
  const resetting = everyMs > 0 ? resetUntilStopped(server, everyMs) : undefined
  const load = await runOpenLoop(place, `${server.origin}/`, { rate, seconds, connections })
  const resets = (await resetting?.stop()) ?? 0
  return { load, resets, stallMs: peak(probeLines(probe, fromMs), 'stallMs') }
}

/** Resets at an interval, or as soon as the reset before is done; tells how many were. */
function resetUntilStopped(server: CourserServer, everyMs: number): { stop(): Promise<number> } {
  let stopped = false
  const run = async (): Promise<number> => {
    const rpc = await connectRpc(server.rpcAddress, { timeoutMs: 30_000 })
    let resets = 0
    while (!stopped) {
      const pause = sleep(everyMs)
      await rpc.call('resetter.Reset', 'http')
      sharePriority(server.phpPids())
      resets++
      await pause
    }
    rpc.close()
    return resets
  }
  const running = run()
  return {
    stop: () => {
      stopped = true
      return running
    },
  }
}

function phases(quiet: Phase, resetting: Phase): string {
  const row = (name: string, { load, resets, stallMs }: Phase): readonly string[] => [
    name,
    String(resets),
    String(load.requests),
    String(load.lost),
    String(load.failed),
    ...[load.p50Micros, load.p99Micros, load.maxMicros].map(milliseconds),
    stallMs.toFixed(1),
    milliseconds(load.lateMaxMicros),
  ]
  const head = [
    '',
    'resets',
    'requests',
    'lost',
    'failed',
    'p50 ms',
    'p99 ms',
    'worst ms',
    'worst stall ms',
    'generator late ms',
  ]
  return table(head, [row('without resets', quiet), row('a reset every second', resetting)])
}

function verdicts(quiet: Phase, resetting: Phase): string {
  const { load, stallMs } = resetting
  const ratio = load.p99Micros / quiet.load.p99Micros
  const line = (name: string, found: string, wanted: string, reached: boolean): readonly string[] => [
    name,
    found,
    wanted,
    reached ? 'reached' : 'missed',
  ]
  return table(
    ['', 'found', 'wanted', 'verdict'],
    [
      line('requests lost or failed', String(load.lost + load.failed), '0', load.lost + load.failed === 0),
      line('p99 during resets ÷ without', ratio.toFixed(2), 'at most 2', ratio <= 2),
      line('worst stall of the event loop, ms', stallMs.toFixed(1), `at most ${stallMaxMs}`, stallMs <= stallMaxMs),
    ],
  )
}
