import { OpError } from '../lib/op-error.ts'

/** One command line flag. `value` names the argument in help; a `bool` takes one only after `=`. */
export interface Flag {
  readonly kind: 'bool' | 'string' | 'list'
  /** One letter, or absent. */
  readonly short?: string
  readonly default?: string
  readonly usage: string
}

/** Flags by long name. */
export type FlagTable = Readonly<Record<string, Flag>>

/** What the flags of a table hold after parsing. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name]['kind'] extends 'bool'
    ? boolean
    : Table[Name]['kind'] extends 'list'
      ? readonly string[]
      : string
}

/** Values by flag name, before a command gives them their type. */
export type AnyFlagValues = Readonly<Record<string, boolean | string | readonly string[]>>

/** A flag as it stood on the command line: `shown` is the text that error messages repeat. */
export interface FlagUse {
  readonly name: string
  readonly shown: string
  readonly value: string
}

/** A command line taken apart, before anybody asked whether the command has these flags. */
export interface CommandLine {
  readonly uses: readonly FlagUse[]
  readonly args: readonly string[]
}

/**
 * Takes arguments apart by the rules of pflag (spec 02 §2.1): flags and arguments may mix, `--` ends the flags, shorthands
 * cluster (`-spc FILE`, `-cFILE`, `-c=FILE`), and a bool takes a value only after `=`. Raises OpError with pflag's texts.
 */
export function parseCommandLine(argv: readonly string[], table: FlagTable): CommandLine {
  const uses: FlagUse[] = []
  const args: string[] = []
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      args.push(...rest)
      break
    }
    if (word.startsWith('--')) uses.push(longFlag(word, rest, table))
    else if (word.startsWith('-') && word !== '-') uses.push(...shortFlags(word, rest, table))
    else args.push(word)
  }
  return { uses, args }
}

/** The values of a table's flags: defaults, then what the command line says; a list collects, anything else keeps the last. */
export function flagValues<Table extends FlagTable>(table: Table, uses: readonly FlagUse[]): FlagValues<Table> {
  const values: Record<string, boolean | string | string[]> = {}
  for (const [name, flag] of Object.entries(table)) {
    values[name] = flag.kind === 'bool' ? false : flag.kind === 'list' ? [] : (flag.default ?? '')
  }
  for (const { name, value } of uses) {
    const flag = table[name]
    if (flag === undefined) continue
    if (flag.kind === 'list') (values[name] as string[]).push(value)
    else values[name] = flag.kind === 'bool' ? parseBool(name, flag, value) : value
  }
  return values as FlagValues<Table>
}

function longFlag(word: string, rest: string[], table: FlagTable): FlagUse {
  const [, name = '', , value] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? []
  if (name === '' || name.startsWith('-')) throw new OpError(`bad flag syntax: ${word}`, undefined)
  const shown = `--${name}`
  const flag = Object.hasOwn(table, name) ? table[name] : undefined
  if (flag === undefined) throw unknownFlag(shown)
  if (value !== undefined) return { name, shown, value }
  if (flag.kind === 'bool') return { name, shown, value: 'true' }
  const next = rest.shift()
  if (next === undefined) throw new OpError(`flag needs an argument: ${shown}`, undefined)
  return { name, shown, value: next }
}

function* shortFlags(word: string, rest: string[], table: FlagTable): Generator<FlagUse> {
  let letters = word.slice(1)
  while (letters !== '') {
    const letter = letters.charAt(0)
    const shown = `'${letter}' in -${letters}`
    const found = Object.entries(table).find(([, flag]) => flag.short === letter)
    if (found === undefined) throw unknownFlag(shown)
    const [name, flag] = found
    const after = letters.slice(1)
    // `-c=` alone is not the long form: there the value is the `=` itself.
    if (after.length > 1 && after.startsWith('=')) return yield { name, shown, value: after.slice(1) }
    if (flag.kind !== 'bool') {
      const value = after === '' ? rest.shift() : after
      if (value === undefined) throw new OpError(`flag needs an argument: ${shown}`, undefined)
      return yield { name, shown, value }
    }
    yield { name, shown, value: 'true' }
    letters = after
  }
}

/** The refusal of a flag that nobody, or not this command, knows. */
export function unknownFlag(shown: string): OpError {
  return new OpError(`unknown ${shown.startsWith('--') ? 'flag' : 'shorthand flag'}: ${shown}`, undefined)
}

const yes = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const no = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False'])

function parseBool(name: string, flag: Flag, text: string): boolean {
  if (yes.has(text)) return true
  if (no.has(text)) return false
  const label = flag.short === undefined ? `--${name}` : `-${flag.short}, --${name}`
  const quoted = JSON.stringify(text)
  const reason = `strconv.ParseBool: parsing ${quoted}: invalid syntax`
  throw new OpError(`invalid argument ${quoted} for "${label}" flag: ${reason}`, undefined)
}
