import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Workplace } from './workplace.ts'

const source = join(import.meta.dirname, 'open-loop.c')

/** Load at a constant rate, whatever the server does. */
export interface OpenLoad {
  /** Requests per second. */
  readonly rate: number
  readonly seconds: number
  readonly connections: number
}

/** What a run of open-loop load saw. Latencies count from the moment a request was due; see open-loop.c. */
export interface OpenLoopResult {
  readonly requests: number
  readonly answered: number
  readonly failed: number
  readonly lost: number
  /** Requests that found no free connection. */
  readonly waited: number
  readonly perSecond: number
  readonly p50Micros: number
  readonly p99Micros: number
  readonly p999Micros: number
  readonly maxMicros: number
  /** How late the generator sent by its own fault. */
  readonly lateMaxMicros: number
}

/** Sends open-loop load; compiles the generator first, if need be. Needs gcc. */
export async function runOpenLoop(place: Workplace, url: string, load: OpenLoad): Promise<OpenLoopResult> {
  const program = place.path('open-loop')
  if (!existsSync(program)) execFileSync('gcc', ['-O2', '-D_GNU_SOURCE', '-o', program, source])
  const { port, pathname, search } = new URL(url)
  const numbers = [load.rate, load.seconds, load.connections].map(String)
  const { stdout } = await promisify(execFile)(program, [port, pathname + search, ...numbers])
  return JSON.parse(stdout) as OpenLoopResult
}
