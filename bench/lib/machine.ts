import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { phpFpmPath } from './packages.ts'
import { root } from './workplace.ts'

/** What a result depends on, one line each, as Markdown. */
export function machineLines(): readonly string[] {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return [
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, Courser ${version} at commit ${first('git', ['-C', root, 'rev-parse', '--short', 'HEAD'])}`,
    `- ${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    `- Node ${process.version.slice(1)}, ${first('php', ['-v']).split(' (')[0]}`,
  ]
}

/** Versions of the reference and the load generator. */
export function referenceLine(): string {
  return `- ${output('nginx', ['-v']).trim().replace('nginx version: ', '')}, php-fpm ${first(phpFpmPath(), ['-v']).split(' ')[1]}, ${output('wrk', ['-v']).split(' Copyright')[0]}`
}

function first(command: string, args: readonly string[]): string {
  return output(command, args).split('\n')[0] ?? ''
}

/** What a program prints, on either stream, whatever its exit code (wrk -v has 1). */
function output(command: string, args: readonly string[]): string {
  try {
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1 || true', command, ...args], { encoding: 'utf8' })
  } catch (error) {
    return String(error)
  }
}
