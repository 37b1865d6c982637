import { OpError } from '../../lib/op-error.ts'
import type { Run } from '../command.ts'
import { commands } from '../commands.ts'
import { commandHelp, rootHelp } from '../help.ts'
import { printLine } from '../terminal.ts'

/** `rr help [command]`. */
export const run: Run = async ({ program, args }) => {
  const [name] = args
  const command = commands.find((one) => one.name === name)
  if (name !== undefined && command === undefined) {
    throw new OpError(`Unknown help topic [\`${name}\`]`, undefined)
  }
  printLine(command === undefined ? rootHelp(program) : commandHelp(program, command))
  return 0
}
