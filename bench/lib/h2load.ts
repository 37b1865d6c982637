import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Load } from './wrk.ts'

/** How h2load sends requests. */
export interface H2Load {
  readonly clients: number
  /** Requests at a time on each connection. */
  readonly streams: number
  readonly version: 'HTTP/1.1' | 'HTTP/2'
}

/** Sends requests over HTTP/2 (to http:// by prior knowledge) or HTTP/1.1. Its two latencies are both the mean: h2load tells no other. */
export async function runH2Load(url: string, { clients, streams, version }: H2Load, seconds: number): Promise<Load> {
  const args = ['-c', String(clients), '-m', String(streams), '-D', String(seconds), '-t', '1']
  const { stdout } = await promisify(execFile)('h2load', [...args, ...(version === 'HTTP/1.1' ? ['--h1'] : []), url])
  const field = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? Number.NaN)
  const requests = field(/(\d+) succeeded/)
  const meanMicros = micros(/^time for request:\s+\S+\s+\S+\s+(\S+)/m.exec(stdout)?.[1] ?? '')
  const failures = field(/(\d+) failed/)
  return { requests, perSecond: requests / seconds, p50Micros: meanMicros, p99Micros: meanMicros, failures }
}

/** `1.20ms` in microseconds. */
function micros(text: string): number {
  const [, number = 'NaN', unit = 'us'] = /^([\d.]+)(us|ms|s)$/.exec(text) ?? []
  return Number(number) * { us: 1, ms: 1000, s: 1e6 }[unit as 'us' | 'ms' | 's']
}
