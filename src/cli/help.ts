import type { Command } from './command.ts'
import { persistentFlags } from './command.ts'
import { commands } from './commands.ts'
import type { FlagTable } from './flags.ts'

/** The help of the program itself. */
export function rootHelp(program: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'High-performance PHP application server and process manager, compatible with RoadRunner',
    '',
    'Usage:',
    `  ${program} [command]`,
    '',
    'Available Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`),
    '',
    'Flags:',
    ...flagLines(persistentFlags),
    '',
    `Use "${program} [command] --help" for more information about a command.`,
  ].join('\n')
}

/** The help of one command. */
export function commandHelp(program: string, command: Command): string {
  const args = command.args === undefined ? '' : ` ${command.args}`
  const local = flagLines(command.flags)
  return [
    command.summary,
    '',
    'Usage:',
    `  ${program} ${command.name}${args} [flags]`,
    '',
    ...(local.length > 0 ? ['Flags:', ...local, ''] : []),
    'Global Flags:',
    ...flagLines(persistentFlags),
  ].join('\n')
}

const typeNames = { bool: '', string: ' string', list: ' stringArray' } as const

function flagLines(table: FlagTable): string[] {
  const rows = Object.entries(table).map(([name, flag]) => {
    const short = flag.short === undefined ? '    ' : `-${flag.short}, `
    const byDefault = flag.default === undefined ? '' : ` (default ${JSON.stringify(flag.default)})`
    return { left: `  ${short}--${name}${typeNames[flag.kind]}`, right: `${flag.usage}${byDefault}` }
  })
  const width = Math.max(0, ...rows.map(({ left }) => left.length))
  return rows.map(({ left, right }) => `${left.padEnd(width)}   ${right}`)
}
