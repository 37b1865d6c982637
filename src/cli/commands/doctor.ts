import { issueText } from '../../kernel/config/check.ts'
import { defaultRpcAddress } from '../../kernel/config/client.ts'
import type { LoadedConfig } from '../../kernel/config/load.ts'
import { loadConfig } from '../../kernel/config/load.ts'
import type { ConfigReader } from '../../kernel/config-reader.ts'
import { errorText } from '../../lib/op-error.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { type Finding, fail, ok, warn } from '../doctor/finding.ts'
import { checkPhp } from '../doctor/php.ts'
import { checkAddress, checkLimits } from '../doctor/system.ts'
import { checkWorker } from '../doctor/worker.ts'
import { reviewAsServed } from '../effective-config.ts'
import { jsonLine } from '../json.ts'
import { paint, printLine, Sgr, wantsColour } from '../terminal.ts'

/**
 * `rr doctor`: looks at everything a start needs and says what to do about what is wrong. Exit code 1 when something will not work,
 * with `--strict` also when something could be better.
 */
export const run: Run<typeof localFlags.doctor> = async ({ flags }) => {
  const findings = await examine(flags.config, flags.override)
  if (flags.json) printLine(jsonLine({ findings }))
  else printFindings(findings)
  return findings.some(({ state }) => state === 'fail' || (flags.strict && state === 'warn')) ? 1 : 0
}

async function examine(path: string, overrides: readonly string[]): Promise<Finding[]> {
  const loaded = await loadConfig(path, { overrides }).catch((error: unknown) => errorText(error))
  if (typeof loaded === 'string') {
    const advice = 'Mend the file, or write a first one with: rr init'
    return [fail('configuration', loaded, advice), ...(await checkPhp(['php'])), ...checkLimits()]
  }
  return [
    ...(await configFindings(path, loaded)),
    ...(await checkServer(loaded.config)),
    ...(await checkAddresses(loaded.config)),
    ...checkLimits(),
  ]
}

async function configFindings(path: string, { config }: LoadedConfig): Promise<Finding[]> {
  try {
    const { issues } = await reviewAsServed(config)
    if (issues.length === 0) return [ok('configuration', path)]
    const advice = 'Correct or remove it; --strict makes the server refuse it'
    return issues.map((issue) => warn('configuration', issueText(issue), advice))
  } catch (error) {
    return [fail('configuration', errorText(error), 'Correct the module, or take it out of plugins')]
  }
}

async function checkServer(config: ConfigReader): Promise<Finding[]> {
  if (!config.has('server.command')) {
    return [warn('server', 'no command of the workers', 'Without it nothing runs PHP: set server.command')]
  }
  const php = await checkPhp(commandWords(config.get('server.command')))
  if (!config.has('http') || php.some(({ state }) => state === 'fail')) return php
  return [...php, await checkWorker(config)]
}

/** As the server splits it: a list stands, a text is split at commas or at blanks. */
function commandWords(command: unknown): string[] {
  const parts = Array.isArray(command) ? command.map(String) : String(command).split(',')
  return parts.length === 1 ? (parts[0] ?? '').split(/\s+/).filter(Boolean) : parts
}

async function checkAddresses(config: ConfigReader): Promise<Finding[]> {
  const findings: Finding[] = []
  const http = config.get('http.address') as string | undefined
  if (http !== undefined) findings.push(await checkAddress('http.address', String(http)))
  if (config.has('rpc'))
    findings.push(
      await checkAddress('rpc.listen', (config.get('rpc.listen') as string | undefined) ?? defaultRpcAddress),
    )
  return findings
}

const signs = { ok: ['ok', Sgr.green], warn: ['warn', Sgr.yellow], fail: ['FAIL', Sgr.red] } as const

function printFindings(findings: readonly Finding[]): void {
  const colour = wantsColour()
  for (const { about, state, found, advice } of findings) {
    const [word, sgr] = signs[state]
    const sign = word.padEnd(5)
    printLine(
      `${colour ? paint(sign, sgr) : sign} ${about.padEnd(13)} ${found.replaceAll('\n', '\n                    ')}`,
    )
    if (advice !== undefined) printLine(`                    → ${advice}`)
  }
}
