import { issueText } from '../../kernel/config/check.ts'
import { loadConfig } from '../../kernel/config/load.ts'
import { RRError } from '../../lib/errors.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import type { EffectiveValue } from '../effective-config.ts'
import { effectiveValues, reviewAsServed } from '../effective-config.ts'
import { jsonLine } from '../json.ts'
import { printError, printLine } from '../terminal.ts'

/**
 * `rr config [key…]`: every value in effect, under the keys given, with the file and line, flag or default that decided it; then,
 * on stderr, what looks like a mistake. Values are printed as they are, secrets too.
 */
export const run: Run<typeof localFlags.config> = async ({ args, flags }) => {
  const { config } = await loadConfig(flags.config, { overrides: flags.override })
  const review = await reviewAsServed(config)
  const { issues } = review
  const values = effectiveValues(config, review).filter(({ path }) => isUnder(path, args))
  if (flags.json)
    printLine(jsonLine(Object.fromEntries(values.map(({ path, value, source }) => [path, { value, source }]))))
  else if (values.length > 0) printLine(columns(values))
  if (flags.strict && issues.length > 0) throw new RRError('RR_CONFIG_STRICT', [issues.map(issueText)])
  for (const issue of issues) printError(`[WARN] ${issueText(issue)}`)
  return 0
}

function isUnder(path: string, keys: readonly string[]): boolean {
  const lower = path.toLowerCase()
  return (
    keys.length === 0 ||
    keys.map((key) => key.toLowerCase()).some((key) => lower === key || lower.startsWith(`${key}.`))
  )
}

function columns(values: readonly EffectiveValue[]): string {
  const rows = values.map(({ path, value, source }) => [`${path} = ${jsonLine(value)}`, source] as const)
  const width = Math.min(60, Math.max(...rows.map(([left]) => left.length)))
  return rows.map(([left, source]) => `${left.padEnd(width)}  # ${source}`).join('\n')
}
