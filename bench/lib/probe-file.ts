import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the probe saw at one moment; bytes, and milliseconds since the line before for the longest stall of the event loop. */
export interface ProbeLine {
  readonly atMs: number
  readonly rss: number
  readonly heapUsed: number
  readonly external: number
  readonly arrayBuffers: number
  readonly stallMs: number
}

/** Environment under which a server writes its probe lines to that file. */
export function probeEnv(file: string): NodeJS.ProcessEnv {
  return { BENCH_PROBE: file, NODE_OPTIONS: `--import ${join(import.meta.dirname, 'probe.ts')}` }
}

/** Lines written from `fromMs` (Unix milliseconds) on. */
export function probeLines(file: string, fromMs: number): readonly ProbeLine[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as ProbeLine).filter((line) => line.atMs >= fromMs)
}

/** The highest value of one figure. */
export function peak(lines: readonly ProbeLine[], figure: keyof ProbeLine): number {
  return lines.reduce((highest, line) => Math.max(highest, line[figure]), 0)
}
