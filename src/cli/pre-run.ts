import { statSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { OpError } from '../lib/op-error.ts'
import { pathErrorText } from '../lib/system-error.ts'
import type { Call } from './command.ts'

/** The pid file: in the working directory, decimal without a newline, left behind on exit. */
export const pidFile = '.pid'

/**
 * What happens before every real command, in this order: working directory, dotenv, debug server, pid file. Returns the flags
 * with absolute paths, which stay right wherever the process stands later (a restart passes them on).
 * Follows: spec 02 §2.1, §1.7.
 */
export async function preRun(flags: Call['flags']): Promise<Call['flags']> {
  if (flags.config === '') throw new OpError('no configuration file provided', undefined)
  const startedIn = logicalDirectory()
  const workDir = flags.WorkDir === '' ? '' : resolve(startedIn, flags.WorkDir)
  if (workDir !== '') changeDirectory(workDir, flags.WorkDir)
  const config = resolve(workDir === '' ? startedIn : workDir, flags.config)
  if (workDir === '') changeDirectory(dirname(config))
  const dotenv = process.env['DOTENV_PATH'] ?? flags.dotenv
  if (dotenv !== '') {
    const { loadDotenv } = await import('../kernel/config/dotenv.ts')
    loadDotenv(dotenv)
  }
  if (flags.debug) {
    const { startDebugServer } = await import('./debug/server.ts')
    await startDebugServer()
  }
  if (flags.pid) writePidFile()
  return { ...flags, config, WorkDir: workDir }
}

/** The working directory as the shell names it: a deploy that moves a symlink on that path is then seen by a restart. */
function logicalDirectory(): string {
  const physical = process.cwd()
  const logical = process.env['PWD']
  if (logical === undefined || !isAbsolute(logical)) return physical
  const named = statSync(logical, { throwIfNoEntry: false })
  const here = statSync(physical)
  return named?.ino === here.ino && named.dev === here.dev ? logical : physical
}

/** Goes there and says so in PWD, by the name given: workers start under it, resolved anew each time, and inherit it. */
function changeDirectory(path: string, shown = path): void {
  try {
    process.chdir(path)
    process.env['PWD'] = path
  } catch (error) {
    throw new OpError(pathErrorText('chdir', shown, error), undefined)
  }
}

function writePidFile(): void {
  try {
    writeFileSync(pidFile, String(process.pid))
  } catch (error) {
    throw new OpError(pathErrorText('open', pidFile, error), undefined)
  }
}
