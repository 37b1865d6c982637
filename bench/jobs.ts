import { setTimeout as sleep } from 'node:timers/promises'
import { batchSize, benchBatch, benchPush, payloadBytes } from './jobs/batch.ts'
import { JobsServer } from './jobs/server.ts'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { peak, probeEnv, probeLines } from './lib/probe-file.ts'
import { memoryBytes } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { RpcCalls } from './lib/rpc-load.ts'
import { median } from './lib/statistics.ts'
import { Workplace } from './lib/workplace.ts'

const million = 1_000_000

/** Jobs in memory: how fast they are pushed, what a million of them holds, and how fast two workers run them. */
export async function benchJobs(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'gcc'])
  const place = new Workplace()
  try {
    const batches = new RpcCalls(place, 'jobs.PushBatch', benchBatch())
    const queue = await fillQueue(place, batches, options.quick ? million / 5 : million)
    const official = await dispatch(place, batches, options, 'bench/php/jobs-echo.php')
    const own = await dispatch(place, batches, options, 'bench/php/jobs-echo-own.php')
    const kind = options.sdk === undefined ? 'double of the official SDK' : 'official SDK'
    const notes = `- the driver memory; batches of ${batchSize}, payload ${payloadBytes} B, a UUID and two headers; two workers that acknowledge at once; medians of ${official.rounds} rounds
- overhead: memory that the server grew by, for each job, less the job as it came in the batch (${Math.round(benchPush().length)} B)`
    const rows = [
      row('pushed/s', queue.perSecond, 'at least', 100_000),
      row('overhead of a queued job, bytes', queue.overhead, 'at most', 100),
      row('worst stall of the loop meanwhile, ms', queue.stallMs, 'at most', 25),
      row(`dispatched/s, ${kind}`, official.alone, 'at least', 25_000),
      row('dispatched/s, our library', own.alone, 'at least', 2 * official.alone),
      row('pushed, run and acknowledged/s ÷ dispatched/s', official.together / official.alone, 'at least', 0.5),
      row('the same, our library', own.together / own.alone, 'at least', 0.5),
    ]
    return `${machineLines().join('\n')}\n${notes}\n\n${table(['', 'found', 'wanted', 'verdict'], rows)}`
  } finally {
    await place.close()
  }
}

function row(name: string, found: number, kind: 'at least' | 'at most', bound: number): readonly string[] {
  const reached = kind === 'at least' ? found >= bound : found <= bound
  const digits = found < 10 ? 2 : 0
  return [name, found.toFixed(digits), `${kind} ${bound.toFixed(bound < 10 ? 1 : 0)}`, reached ? 'reached' : 'missed']
}

interface Queue {
  readonly perSecond: number
  readonly overhead: number
  readonly stallMs: number
}

async function fillQueue(place: Workplace, batches: RpcCalls, count: number): Promise<Queue> {
  const probe = place.path('probe')
  const server = await JobsServer.start(place, 'queue', { env: probeEnv(probe) })
  // The first ones load code and grow the heap to its usual size.
  await server.push(batches, 250)
  await sleep(1000)
  const before = memoryBytes(server.courser.pid, 'VmRSS')
  const fromMs = Date.now()
  const perSecond = await server.push(batches, count / batchSize)
  const stallMs = peak(probeLines(probe, fromMs), 'stallMs')
  await sleep(1500)
  const overhead = (memoryBytes(server.courser.pid, 'VmRSS') - before) / count - benchPush().length
  return { perSecond, overhead, stallMs }
}

interface Dispatched {
  readonly rounds: number
  /** Jobs per second when they are all queued before. */
  readonly alone: number
  /** The same from the first push to the last acknowledgement. */
  readonly together: number
}

async function dispatch(
  place: Workplace,
  batches: RpcCalls,
  options: BenchOptions,
  script: string,
): Promise<Dispatched> {
  const env = options.sdk === undefined ? {} : { SDK_FOLDER: options.sdk }
  const server = await JobsServer.start(place, script.replaceAll(/\W/g, '-'), { script, env })
  const count = options.quick ? 20_000 : 60_000
  const rounds = options.quick ? 2 : 5
  const [alone, together]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    await server.pause()
    await server.push(batches, count / batchSize)
    const resumed = performance.now()
    await server.resume()
    await server.untilDone()
    alone.push(count / ((performance.now() - resumed) / 1000))
    const began = performance.now()
    await server.push(batches, count / batchSize)
    await server.untilDone()
    together.push(count / ((performance.now() - began) / 1000))
  }
  return { rounds, alone: median(alone), together: median(together) }
}
