import { table } from './results.ts'
import type { Measured } from './rounds.ts'
import { median, ratios, type Summary, summarise, verdict } from './statistics.ts'

/** A figure that the project promises, with a value per round. */
export interface Promised {
  readonly text: string
  readonly kind: 'at least' | 'at most'
  readonly bound: number
  readonly values: readonly number[]
}

/** A table of what was promised, what was found, and whether it was reached. */
export function promiseTable(promised: readonly Promised[]): string {
  const rows = promised.map(({ text, kind, bound, values }) => {
    const summary = summarise(values)
    return [text, `${kind} ${bound}`, spread(summary, 2), verdict(summary, kind, bound)]
  })
  return table(['figure', 'wanted', 'found', 'verdict'], rows)
}

/** `1.31 (1.24–1.40)`: median, and the interval that holds it with 95 % certainty. */
export function spread({ median: middle, low, high }: Summary, digits: number): string {
  return `${middle.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
}

/** Requests per second of the one by those of the other, round by round. */
export function speedRatio(ours: Measured, theirs: Measured): readonly number[] {
  return ratios(ours.perSecond, theirs.perSecond)
}

/** Subjects in rows, the first one as the measure of the others. */
export function comparison(head: string, rows: readonly (readonly [name: string, found: Measured])[]): string {
  const [, first] = rows[0] as readonly [string, Measured]
  const cells = rows.map(([name, found]) => [
    name,
    spread(summarise(found.perSecond), 0),
    found === first ? '' : spread(summarise(speedRatio(found, first)), 2),
    (median(found.p50Micros) / 1000).toFixed(2),
    (median(found.p99Micros) / 1000).toFixed(2),
    median(found.serverMicros).toFixed(0),
    String(found.failures),
  ])
  return table([head, 'requests/s', '÷ the first', 'p50 ms', 'p99 ms', 'server µs', 'failed'], cells)
}
