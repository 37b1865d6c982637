import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** CPU ticks per second in /proc/<pid>/stat: 100 on every Linux we run on. */
const ticksPerSecond = 100

/** Starts a program whose output goes to a file. */
export function start(
  command: string,
  args: readonly string[],
  logPath: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const log = openSync(logPath, 'a')
  return spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } })
}

/** Ends a program that we started: asks, and after `graceMs` forces. */
export async function stop(child: ChildProcess, graceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const forced = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await exited
  clearTimeout(forced)
}

/** Waits until `check` holds; ends with an error that names what was waited for. */
export async function until(what: string, check: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain: ${what}`)
    await sleep(20)
  }
}

/** Waits until a server answers 200 there. */
export async function untilAnswering(url: string, child: ChildProcess, logPath: string): Promise<void> {
  const logged = () => `\n${readFileSync(logPath, 'utf8')}`
  const answers = async () => {
    if (child.exitCode !== null) throw new Error(`The server of ${url} ended with code ${child.exitCode}:${logged()}`)
    return fetch(url).then(
      async (response) => (await response.arrayBuffer()).byteLength > 0 && response.status === 200,
      () => false,
    )
  }
  await until(`an answer from ${url}`, answers).catch((error: Error) => {
    throw new Error(`${error.message}${logged()}`)
  })
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Children of a process. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statFields(candidate)?.[1] === String(pid))
}

/** CPU time that processes have used so far, microseconds, in steps of 10 ms. Ended ones count nothing. */
export function cpuMicros(pids: readonly number[]): number {
  let ticks = 0
  for (const pid of pids) {
    const fields = statFields(pid)
    ticks += Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0)
  }
  return (ticks * 1e6) / ticksPerSecond
}

/** Memory of a process, bytes: now (`VmRSS`) or at most since `resetPeak` (`VmHWM`). */
export function memoryBytes(pid: number, key: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) * 1024
}

/** Fields of /proc/<pid>/stat after the command name: [0] state, [1] parent, [11] user ticks, [12] system ticks. */
function statFields(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
