import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const script = join(import.meta.dirname, 'wrk-report.lua')

/** What one round of load saw. */
export interface Load {
  readonly requests: number
  readonly perSecond: number
  readonly p50Micros: number
  readonly p99Micros: number
  /** Answers that were not 2xx or 3xx, and connections that broke. */
  readonly failures: number
}

/** Sends requests over `connections` connections, each one after the answer to the one before (closed loop). */
export async function runWrk(
  url: string,
  connections: number,
  seconds: number,
  headers: readonly string[] = [],
): Promise<Load> {
  const load = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script]
  const args = [...load, ...headers.flatMap((header) => ['-H', header]), url]
  const { stdout } = await promisify(execFile)('wrk', args)
  const line = stdout.split('\n').find((text) => text.startsWith('{'))
  if (line === undefined) throw new Error(`wrk printed no report: ${stdout}`)
  return JSON.parse(line) as Load
}
