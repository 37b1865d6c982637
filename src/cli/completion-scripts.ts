import type { Command } from './command.ts'
import { persistentFlags } from './command.ts'
import { commands } from './commands.ts'
import type { Flag, FlagTable } from './flags.ts'

/** Shells that `rr completion` writes a script for, each with the function that writes it. */
export const completionScripts: Readonly<Record<string, (program: string) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
}

/** Arguments that are words of a fixed list, by command. */
const words: Readonly<Record<string, readonly string[]>> = {
  completion: ['bash', 'zsh', 'fish', 'powershell'],
  help: commands.map(({ name }) => name),
  init: ['plain', 'laravel', 'symfony'],
}

const fileFlags = new Set(['config', 'dotenv'])
const directoryFlags = new Set(['WorkDir'])

function bashScript(program: string): string {
  const name = `_${program.replaceAll(/\W/g, '_')}_completion`
  return `# bash completion for ${program}: source <(${program} completion bash)
${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${commands.map((command) => command.name).join('|')}) command="$word"; break ;;
    esac
  done
  case "$previous" in
    -c|--config|--dotenv) COMPREPLY=($(compgen -f -- "$current")); return ;;
    -w|--WorkDir) COMPREPLY=($(compgen -d -- "$current")); return ;;
    -o|--override) return ;;
  esac
  local flags="${flagWords(persistentFlags)}" list="${commands.map((command) => command.name).join(' ')}"
  case "$command" in
${commands.map((command) => `    ${command.name}) flags="$flags ${flagWords(command.flags)}"; list="${argumentWords(command)}" ;;`).join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$list" -- "$current")) ;;
  esac
}
complete -F ${name} ${program}
`
}

function zshScript(program: string): string {
  const name = `_${program.replaceAll(/\W/g, '_')}`
  return `#compdef ${program}
# zsh completion for ${program}: source <(${program} completion zsh)
${name}() {
  local -a commands
  commands=(
${commands.map((command) => `    ${zshQuote(`${command.name}:${command.summary}`)}`).join('\n')}
  )
  local state line
  _arguments -C \\
${zshFlags(persistentFlags).join('')}    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${commands.map(zshCommand).join('\n')}
      esac ;;
  esac
}
compdef ${name} ${program}
`
}

function zshCommand(command: Command): string {
  const list = argumentWords(command)
  const argument = list === '' ? `'*:argument:'` : `'*:argument:(${list})'`
  return `        ${command.name}) _arguments \\
${zshFlags({ ...command.flags, ...persistentFlags }).join('')}          ${argument} ;;`
}

function zshFlags(table: FlagTable): string[] {
  return Object.entries(table).flatMap(([name, flag]) => {
    const usage = flag.usage.replaceAll(/[[\]:]/g, (sign) => `\\${sign}`)
    const value = flag.kind === 'bool' ? '' : `:${name}:${zshValue(name)}`
    return flagNames(name, flag).map(
      (shown) => `    ${zshQuote(`${flag.kind === 'list' ? '*' : ''}${shown}[${usage}]${value}`)} \\\n`,
    )
  })
}

function zshValue(flag: string): string {
  return fileFlags.has(flag) ? '_files' : directoryFlags.has(flag) ? '_files -/' : ' '
}

function zshQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function fishScript(program: string): string {
  const names = commands.map((command) => command.name).join(' ')
  return [
    `# fish completion for ${program}: ${program} completion fish | source`,
    `complete -c ${program} -f`,
    ...commands.map(
      (command) =>
        `complete -c ${program} -n "not __fish_seen_subcommand_from ${names}" -a ${command.name} -d ${fishQuote(command.summary)}`,
    ),
    ...fishFlags(program, persistentFlags, ''),
    ...commands.flatMap((command) => [
      ...fishFlags(program, command.flags, ` -n "__fish_seen_subcommand_from ${command.name}"`),
      ...(words[command.name] ?? []).map(
        (word) => `complete -c ${program} -n "__fish_seen_subcommand_from ${command.name}" -a ${word}`,
      ),
    ]),
    '',
  ].join('\n')
}

function fishFlags(program: string, table: FlagTable, condition: string): string[] {
  return Object.entries(table).map(([name, flag]) => {
    const short = flag.short === undefined ? '' : ` -s ${flag.short}`
    const value = flag.kind === 'bool' ? '' : fileFlags.has(name) || directoryFlags.has(name) ? ' -r -F' : ' -r'
    return `complete -c ${program}${condition}${short} -l ${name}${value} -d ${fishQuote(flag.usage)}`
  })
}

function fishQuote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, (sign) => `\\${sign}`)}'`
}

function powershellScript(program: string): string {
  const row = (command: Command): string =>
    `    '${command.name}' = @(${[flagWords(command.flags), argumentWords(command)]
      .join(' ')
      .split(' ')
      .filter(Boolean)
      .map((word) => `'${word}'`)
      .join(', ')})`
  return `# PowerShell completion for ${program}: ${program} completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName '${program}' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commands.map(row).join('\n')}
  }
  $global = @(${flagWords(persistentFlags)
    .split(' ')
    .map((word) => `'${word}'`)
    .join(', ')})
  $seen = $commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $commands.Contains($_) -and $_ -ne $wordToComplete } | Select-Object -First 1
  $candidates = if ($seen) { $commands[$seen] + $global } else { @($commands.Keys) + $global }
  $candidates | Where-Object { $_ -clike "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`
}

function argumentWords(command: Command): string {
  return (words[command.name] ?? []).join(' ')
}

function flagWords(table: FlagTable): string {
  return Object.entries(table)
    .flatMap(([name, flag]) => flagNames(name, flag).toReversed())
    .join(' ')
}

function flagNames(name: string, flag: Flag): string[] {
  return flag.short === undefined ? [`--${name}`] : [`-${flag.short}`, `--${name}`]
}
