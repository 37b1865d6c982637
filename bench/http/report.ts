import { table } from '../lib/results.ts'
import { median, ratios, type Summary, summarise, verdict } from '../lib/statistics.ts'
import { type Case, groupOf, type Kind, kinds } from './cases.ts'
import { connections, type Measured } from './rounds.ts'

/** A figure that the project promises, for two workers and the hello page. */
interface Bound {
  readonly text: string
  readonly kind: 'at least' | 'at most'
  readonly bound: number
  readonly values: (of: (kind: Kind) => Measured | undefined) => readonly number[] | undefined
}

const bounds: readonly Bound[] = [
  {
    text: 'requests/s ÷ nginx + php-fpm',
    kind: 'at least',
    bound: 1.25,
    values: (of) => speedRatio(of('courser'), of('nginx + php-fpm')),
  },
  {
    text: 'the same, next goal',
    kind: 'at least',
    bound: 1.4,
    values: (of) => speedRatio(of('courser'), of('nginx + php-fpm')),
  },
  {
    text: 'requests/s ÷ nginx + php-fpm, receipts off',
    kind: 'at least',
    bound: 1.35,
    values: (of) => speedRatio(of('receipts off'), of('nginx + php-fpm')),
  },
  {
    text: 'the same, next goal',
    kind: 'at least',
    bound: 1.5,
    values: (of) => speedRatio(of('receipts off'), of('nginx + php-fpm')),
  },
  {
    text: 'requests/s ÷ nginx + php-fpm, own library',
    kind: 'at least',
    bound: 2.5,
    values: (of) => speedRatio(of('own library'), of('nginx + php-fpm')),
  },
  {
    text: 'server CPU per request ÷ nginx',
    kind: 'at most',
    bound: 0.8,
    values: (of) => cpuRatio(of('courser'), of('nginx + php-fpm')),
  },
  { text: 'p99 ÷ (connections ÷ requests/s)', kind: 'at most', bound: 3, values: (of) => tailOf(of('courser')) },
  {
    text: 'server CPU per request ÷ floor',
    kind: 'at most',
    bound: 3,
    values: (of) => cpuRatio(of('courser'), of('floor')),
  },
]

/** Results of a comparison, ready to be shown and compared. */
export class HttpReport {
  readonly #results: ReadonlyMap<Case, Measured>

  constructor(results: ReadonlyMap<Case, Measured>) {
    this.#results = results
  }

  /** A table for each page and number of workers. The floor, which has no workers, stands in each of its page's. */
  groups(): string {
    const groups = new Set([...this.#results.keys()].filter((one) => one.workers > 0).map(groupOf))
    return [...groups].map((group) => `### ${group}\n\n${this.#groupTable(group)}`).join('\n\n')
  }

  /** The figures that must be reached, with a verdict each. Empty when the run left their cases out. */
  promises(): string {
    const of = (kind: Kind) => this.#find('hello, 2 workers', kind)
    const rows = bounds.flatMap(({ text, kind, bound, values }) => {
      const found = values(of)
      if (found === undefined) return []
      const summary = summarise(found)
      return [[text, `${kind} ${bound}`, spread(summary, 2), verdict(summary, kind, bound)]]
    })
    return rows.length === 0
      ? ''
      : `### Promised: hello, 2 workers\n\n${table(['figure', 'wanted', 'found', 'verdict'], rows)}`
  }

  /** The control: what two equal servers differ by, to be kept in mind with every other ratio. */
  control(): string {
    const found = speedRatio(this.#find('hello, 2 workers', 'courser again'), this.#find('hello, 2 workers', 'courser'))
    return found === undefined ? '' : `Control, the same server twice: ${spread(summarise(found), 2)}.`
  }

  /** Median ratio of each kind to the reference, by `group: kind`. */
  baseline(): Readonly<Record<string, number>> {
    const entries = [...this.#results].flatMap(([one, measured]) => {
      const found = speedRatio(measured, this.#find(groupOf(one), 'nginx + php-fpm'))
      return found === undefined || one.kind === 'nginx + php-fpm'
        ? []
        : [[`${groupOf(one)}: ${one.kind}`, Number(median(found).toFixed(3))] as const]
    })
    return Object.fromEntries(entries)
  }

  /** Highest median of requests per second among the servers that run PHP, for one page. */
  fastest(page: Case['page']): number {
    return Math.max(
      0,
      ...[...this.#results]
        .filter(([one]) => one.page === page && one.workers > 0)
        .map(([, measured]) => median(measured.perSecond)),
    )
  }

  get failures(): number {
    return [...this.#results.values()].reduce((sum, measured) => sum + measured.failures, 0)
  }

  #groupTable(group: string): string {
    const reference = this.#find(group, 'nginx + php-fpm')
    const rows = kinds.flatMap((kind) => {
      const measured = this.#find(group, kind)
      return measured === undefined ? [] : [row(kind, measured, reference)]
    })
    return table(['', 'requests/s', '÷ nginx + php-fpm', 'p50 ms', 'p99 ms', 'p99 ÷ fair', 'server µs', 'PHP µs'], rows)
  }

  #find(group: string, kind: Kind): Measured | undefined {
    const [page] = group.split(',')
    const isIt = (one: Case) => one.kind === kind && (one.workers === 0 ? one.page === page : groupOf(one) === group)
    return [...this.#results].find(([one]) => isIt(one))?.[1]
  }
}

function row(kind: Kind, measured: Measured, reference: Measured | undefined): readonly string[] {
  const ratio = speedRatio(measured, reference)
  return [
    kind,
    spread(summarise(measured.perSecond), 0),
    ratio === undefined || measured === reference ? '' : spread(summarise(ratio), 2),
    (median(measured.p50Micros) / 1000).toFixed(2),
    (median(measured.p99Micros) / 1000).toFixed(2),
    median(tail(measured)).toFixed(1),
    median(measured.serverMicros).toFixed(0),
    kind === 'floor' ? '' : median(measured.phpMicros).toFixed(0),
  ]
}

/** `1.31 (1.24–1.40)`: median, and the interval that holds it with 95 % certainty. */
function spread({ median, low, high }: Summary, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`
}

function speedRatio(ours: Measured | undefined, theirs: Measured | undefined): readonly number[] | undefined {
  return ours && theirs && ratios(ours.perSecond, theirs.perSecond)
}

function cpuRatio(ours: Measured | undefined, theirs: Measured | undefined): readonly number[] | undefined {
  return ours && theirs && ratios(ours.serverMicros, theirs.serverMicros)
}

function tailOf(ours: Measured | undefined): readonly number[] | undefined {
  return ours && tail(ours)
}

/** 99th percentile ÷ what each of the connections would wait if all took turns evenly. */
function tail(ours: Measured): readonly number[] {
  return ours.p99Micros.map((p99, round) => p99 / ((connections / (ours.perSecond[round] ?? Number.NaN)) * 1e6))
}
