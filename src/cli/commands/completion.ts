import { OpError } from '../../lib/op-error.ts'
import type { Run } from '../command.ts'
import { commands } from '../commands.ts'
import { completionScripts } from '../completion-scripts.ts'
import { commandHelp } from '../help.ts'
import { print, printLine } from '../terminal.ts'

/** `rr completion bash|zsh|fish|powershell`: prints the script that teaches the shell our commands and flags. */
export const run: Run = async ({ program, args }) => {
  const [shell] = args
  if (shell === undefined) {
    const self = commands.find(({ name }) => name === 'completion')
    if (self !== undefined) printLine(commandHelp(program, self))
    return 0
  }
  const script = Object.hasOwn(completionScripts, shell) ? completionScripts[shell] : undefined
  if (script === undefined) {
    throw new OpError(`unknown command ${JSON.stringify(shell)} for "${program} completion"`, undefined)
  }
  print(script(program))
  return 0
}
