import type { CommandLine, FlagTable, FlagValues } from './flags.ts'

/** Flags that every command knows, before it or after it. Follows: spec 02 §2.1. */
export const persistentFlags = {
  config: { kind: 'string', short: 'c', default: '.rr.yaml', usage: 'config file' },
  WorkDir: { kind: 'string', short: 'w', usage: 'working directory' },
  dotenv: { kind: 'string', usage: 'dotenv file' },
  debug: { kind: 'bool', short: 'd', usage: 'debug mode: profiles on http://127.0.0.1:6061/debug/pprof/' },
  silent: { kind: 'bool', short: 's', usage: 'do not print start and stop messages' },
  override: { kind: 'list', short: 'o', usage: 'override a config value, e.g. -o http.address=:8080 (repeatable)' },
  pid: { kind: 'bool', short: 'p', usage: 'create a .pid file in the working directory' },
  force: { kind: 'bool', short: 'f', usage: 'force stop (second signal after a second)' },
  'enable-experimental': { kind: 'bool', short: 'e', usage: 'enable experimental features' },
  version: { kind: 'bool', short: 'v', usage: 'print the version' },
  help: { kind: 'bool', short: 'h', usage: 'print help' },
} as const satisfies FlagTable

/** Everything a command needs to know about how it was called. */
export interface Call<Local extends FlagTable = Record<never, never>> {
  /** The name the program was started by: `rr`, `courser`. */
  readonly program: string
  readonly args: readonly string[]
  /** As it was typed. */
  readonly line: CommandLine
  readonly flags: FlagValues<typeof persistentFlags & Local>
}

/** What a command module exports. Resolves with the exit code; raises what is printed as one message with exit code 1. */
export type Run<Local extends FlagTable = Record<never, never>> = (call: Call<Local>) => Promise<number>

/** One sub-command. What it does stands in a module of its own, loaded when it is called. */
export interface Command {
  readonly name: string
  /** Arguments, as help prints them behind the name. */
  readonly args?: string
  readonly summary: string
  readonly flags: FlagTable
  /** True when the command works without the pre-run of spec 02 §2.1 (no config, no chdir). */
  readonly bare?: boolean
  load(): Promise<Run>
}

/** Declares a command: holds its flags and its module's `run` to one type, then forgets that type. */
export function defineCommand<const Local extends FlagTable>(
  command: Omit<Command, 'load' | 'flags'> & { readonly flags: Local; load(): Promise<Run<Local>> },
): Command {
  return command as unknown as Command
}
