import { type ChildProcess, execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { machineLines } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { freePort, memoryBytes, start, stop } from './lib/processes.ts'
import { table } from './lib/results.ts'
import { type Summary, summarise, verdict } from './lib/statistics.ts'
import { root, Workplace } from './lib/workplace.ts'
import { writeConfig } from './servers/courser.ts'

const rr = join(root, 'bin/rr')
const worker = join(root, 'bench/php/worker.php')

/** How long things take from nothing, and what an idle server holds. */
export async function benchStart(options: BenchOptions): Promise<string> {
  const place = new Workplace()
  try {
    execFileSync(rr, ['--version']) // builds and fills the cache of compiled code, if need be
    await timeToListen(place, 'warm-up')
    const php = summarise(await repeat(options.rounds, phpBoot))
    const versions = summarise(await repeat(options.rounds, versionTime))
    const starts = await repeat(options.rounds, (round) => timeToListen(place, `start-${round}`))
    const colds = await repeat(3, (round) =>
      timeToListen(place, `cold-${round}`, { NODE_COMPILE_CACHE: place.path(`cache-${round}`) }),
    )
    const rows = [
      row('rr --version, ms', versions, 120),
      row(
        "serve until listening, ms (limit: 350 and PHP's own boot)",
        summarise(starts.map((one) => one.ms)),
        350 + php.median,
      ),
      row('the same with an empty cache of compiled code, ms', summarise(colds.map((one) => one.ms)), 900),
      row('idle memory of the server, MB', summarise(starts.map((one) => one.idleBytes / 2 ** 20)), 90),
    ]
    return `${machineLines().join('\n')}\n- ${options.rounds} tries, 2 PHP workers; PHP's own boot with the worker script: ${php.median.toFixed(0)} ms\n\n${table(['', 'median', '95 %', 'limit', 'verdict'], rows)}`
  } finally {
    await place.close()
  }
}

function row(name: string, summary: Summary, limit: number): readonly string[] {
  const range = `${summary.low.toFixed(0)}–${summary.high.toFixed(0)}`
  return [name, summary.median.toFixed(0), range, limit.toFixed(0), verdict(summary, 'at most', limit)]
}

async function repeat<T>(times: number, measure: (round: number) => T | Promise<T>): Promise<readonly T[]> {
  const values: T[] = []
  for (let round = 1; round <= times; round++) values.push(await measure(round))
  return values
}

function versionTime(): number {
  return timed(() => execFileSync(rr, ['--version']))
}

/** PHP starts, compiles the script, finds no request and ends. */
function phpBoot(): number {
  return timed(() =>
    execFileSync('php', [worker], {
      input: '',
      env: { ...process.env, RR_RELAY: 'pipes' },
      stdio: ['pipe', 'ignore', 'ignore'],
    }),
  )
}

function timed(run: () => void): number {
  const from = performance.now()
  try {
    run()
  } catch (error) {
    // A worker that loses its relay may end with a code of its own.
    if ((error as { status?: unknown }).status === null || !('status' in (error as object))) throw error
  }
  return performance.now() - from
}

async function timeToListen(
  place: Workplace,
  name: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly ms: number; readonly idleBytes: number }> {
  const port = await freePort()
  const config = writeConfig(place, name, port, { workers: 2 })
  const from = performance.now()
  const child = start(rr, ['serve', '-c', config], place.path(`${name}/log`), env)
  try {
    while (!(await listens(port))) requireRunning(child, place.path(`${name}/log`))
    const ms = performance.now() - from
    await sleep(1500)
    return { ms, idleBytes: memoryBytes(child.pid ?? 0, 'VmRSS') }
  } finally {
    await stop(child)
  }
}

function requireRunning(child: ChildProcess, log: string): void {
  if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}, see ${log}`)
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const result = await new Promise<boolean>((settle) => {
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
  socket.destroy()
  if (!result) await sleep(2)
  return result
}
