import { didYouMean } from '../lib/did-you-mean.ts'
import { errorText, OpError } from '../lib/op-error.ts'
import type { Call, Command } from './command.ts'
import { persistentFlags } from './command.ts'
import { commands } from './commands.ts'
import type { CommandLine, FlagTable } from './flags.ts'
import { flagValues, parseCommandLine, unknownFlag } from './flags.ts'
import { printFailure, printLine } from './terminal.ts'
import { versionLine } from './version.ts'

/**
 * Runs the command line `program argv…` and resolves with the exit code. Every failure is printed as one message on stderr,
 * without usage, with code 1. Follows: spec 02 §2.1, §2.10.
 */
export async function main(program: string, argv: readonly string[]): Promise<number> {
  try {
    return await dispatch(program, argv)
  } catch (error) {
    printFailure(errorText(error))
    return 1
  }
}

async function dispatch(program: string, argv: readonly string[]): Promise<number> {
  const line = parseCommandLine(argv, everyFlag)
  const command = findCommand(program, line)
  const table: FlagTable = { ...persistentFlags, ...command?.flags }
  for (const use of line.uses) if (!Object.hasOwn(table, use.name)) throw unknownFlag(use.shown)
  const flags = flagValues(table, line.uses) as Call['flags']
  if (flags.version && !flags.help) {
    printLine(versionLine(program))
    return 0
  }
  if (command === undefined || flags.help) {
    const { commandHelp, rootHelp } = await import('./help.ts')
    printLine(command === undefined ? rootHelp(program) : commandHelp(program, command))
    return 0
  }
  const run = await command.load()
  const call = { program, args: line.args.slice(1), line, flags }
  if (command.bare === true) return run(call)
  const { preRun } = await import('./pre-run.ts')
  return run({ ...call, flags: await preRun(flags) })
}

/** All flags of all commands: which of them the command has is only known once its name has been reached. */
const everyFlag: FlagTable = Object.assign({}, ...commands.map(({ flags }) => flags), persistentFlags) as FlagTable

function findCommand(program: string, line: CommandLine): Command | undefined {
  const name = line.args[0]
  if (name === undefined) return undefined
  const command = commands.find((one) => one.name === name)
  if (command !== undefined) return command
  const near = didYouMean(
    name,
    commands.map((one) => one.name),
  )
  const hint =
    near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((candidate) => `\t${candidate}\n`).join('')}`
  throw new OpError(`unknown command ${JSON.stringify(name)} for ${JSON.stringify(program)}${hint}`, undefined)
}
