import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { processOutput } from '../../os/process-output.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const timeoutMs = 10_000
const wantedExtensions = ['json', 'sockets'] as const

interface PhpFacts {
  readonly version: string
  readonly versionId: number
  readonly extensions: readonly string[]
  readonly opcache: boolean
}

const askPhp = `echo json_encode(['version' => PHP_VERSION, 'versionId' => PHP_VERSION_ID,
  'extensions' => array_map('strtolower', get_loaded_extensions()),
  'opcache' => (bool) ini_get('opcache.enable') && (bool) ini_get('opcache.enable_cli')]);`

/** Looks at the PHP that the worker command names, and at the script it runs. Commands that do not run PHP are left alone. */
export async function checkPhp(command: readonly string[]): Promise<Finding[]> {
  const program = command.find((word) => /^php[\d.]*$/.test(basename(word)))
  if (program === undefined) return []
  const { code, stdout, stderr } = await processOutput([program, '-r', askPhp], { timeoutMs })
  if (code !== 0) {
    const advice = 'Install PHP 8.1 or newer (package php-cli), or give the path of the program (server.command)'
    return [fail('php', `${program} does not run: ${stderr.trim() || stdout.trim() || 'no answer'}`, advice)]
  }
  return [
    ...judge(program, JSON.parse(stdout) as PhpFacts),
    ...checkScript(command.slice(command.indexOf(program) + 1)),
  ]
}

function judge(program: string, facts: PhpFacts): Finding[] {
  const missing = wantedExtensions.filter((name) => !facts.extensions.includes(name))
  const findings: Finding[] = [
    facts.versionId >= 80_100
      ? ok('php', `${program} is PHP ${facts.version}`)
      : warn('php', `${program} is PHP ${facts.version}`, 'The official packages want PHP 8.1 or newer'),
    missing.length === 0
      ? ok('extensions', `${wantedExtensions.join(', ')} are loaded`)
      : warn(
          'extensions',
          `not loaded: ${missing.join(', ')}`,
          'The official packages need them: install and enable them',
        ),
    facts.opcache
      ? ok('opcache', 'on for workers')
      : warn(
          'opcache',
          'off for workers',
          'Set opcache.enable=1 and opcache.enable_cli=1 in php.ini: workers boot faster and use less memory',
        ),
  ]
  if (facts.extensions.includes('xdebug')) {
    findings.push(warn('xdebug', 'loaded', 'It slows every request down several times: load it only while you debug'))
  }
  return findings
}

/** The script is the first word behind `php` that is no option, nor the value of one. */
function checkScript(words: readonly string[]): Finding[] {
  const withValue = new Set(['-c', '-d', '-z'])
  const script = words.find((word, index) => !word.startsWith('-') && !withValue.has(words[index - 1] ?? ''))
  if (script === undefined) return []
  const path = resolve(script)
  const advice = `Correct the path: it is taken from ${process.cwd()} (server.command)`
  return [existsSync(path) ? ok('script', path) : fail('script', `${path} does not exist`, advice)]
}
