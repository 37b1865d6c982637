import { resolve } from 'node:path'

/** Variables that bin/rr sets for us alone: workers must not inherit them. */
const ours = ['COURSER_LAUNCHER', 'NODE_COMPILE_CACHE'] as const

let launcher: string | undefined

/**
 * The path this program was started by, absolute: the launcher script, or the bundle when Node was called by hand. Also
 * cleans the environment of the launcher's variables, so it must be called first, before the working directory changes.
 */
export function takeLauncher(): string {
  if (launcher === undefined) {
    launcher = resolve(process.env['COURSER_LAUNCHER'] ?? process.argv[1] ?? 'rr')
    for (const name of ours) delete process.env[name]
  }
  return launcher
}

/** The file and first arguments that start this program again: the launcher, or Node with the bundle. */
export function startAgain(): { readonly file: string; readonly args: readonly string[] } {
  const path = takeLauncher()
  const script = process.argv[1]
  if (script === undefined || resolve(script) !== path) return { file: path, args: [path] }
  return { file: process.execPath, args: [process.execPath, ...process.execArgv, path] }
}
