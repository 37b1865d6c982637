import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { OpError } from '../../lib/op-error.ts'
import { pathErrorText, systemErrorText } from '../../lib/system-error.ts'
import { notify } from '../../os/notify.ts'
import type { Run } from '../command.ts'
import { logLine } from '../go-log.ts'
import { pidFile } from '../pre-run.ts'

const forceAfterMs = 1000

/** `rr stop`: SIGTERM to the process in `.pid`; with `-f` a second one, which ends it at once. Follows: spec 02 §2.4. */
export const run: Run = async ({ flags }) => {
  const pid = readPid()
  // Who manages a service by this command is told; a manager that cannot be reached does not keep the server running.
  await notify('STOPPING=1').catch(() => {})
  if (!flags.silent) logLine(`stopping process with PID: ${pid}`)
  sendStop(pid)
  if (flags.force) {
    await sleep(forceAfterMs)
    if (isAlive(pid)) sendStop(pid)
  }
  return 0
}

function readPid(): number {
  const text = readPidFile()
  const quoted = JSON.stringify(text)
  if (!/^[+-]?\d+$/.test(text))
    throw new OpError('rr_stop', undefined, `strconv.Atoi: parsing ${quoted}: invalid syntax`)
  const pid = Number(text)
  if (!Number.isSafeInteger(pid)) {
    throw new OpError('rr_stop', undefined, `strconv.Atoi: parsing ${quoted}: value out of range`)
  }
  // Zero and below address groups of processes, never a server.
  if (pid <= 0) throw new OpError('rr_stop', undefined, 'os: process not initialized')
  return pid
}

function readPidFile(): string {
  try {
    return readFileSync(pidFile, 'utf8')
  } catch (error) {
    const hint = "to create a .pid file, you must run RR with the following options: './rr serve -p'"
    throw new OpError(`${pathErrorText('open', pidFile, error)}, ${hint}`, undefined)
  }
}

function sendStop(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ESRCH'
    throw new OpError('rr_stop', undefined, gone ? 'os: process already finished' : systemErrorText(error))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
