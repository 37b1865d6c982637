import { errorText, OpError } from '../lib/op-error.ts'
import { replaceProcess } from '../os/exec.ts'
import { startAgain } from '../os/launcher.ts'
import type { Call } from './command.ts'
import type { CommandLine } from './flags.ts'

/**
 * Replaces this process by a new start of the program, under the same pid, with the same flags and environment. Paths are
 * passed on absolute: the working directory has changed since they were typed. Follows: spec 02 §2.3.
 */
export function restart(line: CommandLine, flags: Call['flags'], say: (text: string) => void): never {
  const { file, args } = startAgain()
  try {
    replaceProcess(file, [...args, ...restartArguments(line, flags)], process.env)
  } catch (error) {
    say(`restart failed: ${errorText(error)}`)
    throw new OpError('failed to restart', undefined)
  }
}

/** The command line that starts the same again from anywhere. */
export function restartArguments(line: CommandLine, flags: Pick<Call['flags'], 'config' | 'WorkDir'>): string[] {
  const others = line.uses.filter(({ name }) => name !== 'config' && name !== 'WorkDir')
  return [
    `--config=${flags.config}`,
    ...(flags.WorkDir === '' ? [] : [`--WorkDir=${flags.WorkDir}`]),
    ...others.map(({ name, value }) => `--${name}=${value}`),
    '--',
    ...line.args,
  ]
}
