import { promiseTable, speedRatio, spread } from '../lib/promises.ts'
import { table } from '../lib/results.ts'
import { connections, type Measured } from '../lib/rounds.ts'
import { median, ratios, summarise } from '../lib/statistics.ts'
import { type Case, groupOf, type Kind, kinds } from './cases.ts'

/** A figure that the project promises, for two workers and the hello page. */
interface Bound {
  readonly text: string
  readonly kind: 'at least' | 'at most'
  readonly bound: number
  /** The figure of each round, from the two servers that it is about. */
  readonly of: readonly [Kind, Kind]
  readonly values: (ours: Measured, theirs: Measured) => readonly number[]
}

const speed = (text: string, bound: number, kind: Kind): Bound => ({
  text: `requests/s ÷ nginx + php-fpm${text}`,
  kind: 'at least',
  bound,
  of: [kind, 'nginx + php-fpm'],
  values: speedRatio,
})
const cpu = (other: Kind, bound: number): Bound => ({
  text: `server CPU per request ÷ ${other === 'floor' ? other : 'nginx'}`,
  kind: 'at most',
  bound,
  of: ['courser', other],
  values: cpuRatio,
})

const bounds: readonly Bound[] = [
  speed('', 1.4, 'courser'),
  speed(', receipts off', 1.5, 'receipts off'),
  speed(', Courser\\Psr7Worker', 2, 'Psr7Worker'),
  speed(', own handler', 2.5, 'own handler'),
  cpu('nginx + php-fpm', 0.8),
  cpu('floor', 3),
  {
    text: 'p99 ÷ (connections ÷ requests/s)',
    kind: 'at most',
    bound: 3,
    of: ['courser', 'courser'],
    values: (ours) => tail(ours),
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
    const promised = bounds.flatMap(({ of: [first, second], values, ...bound }) => {
      const [ours, theirs] = [this.#find('hello, 2 workers', first), this.#find('hello, 2 workers', second)]
      return ours && theirs ? [{ ...bound, values: values(ours, theirs) }] : []
    })
    return promised.length === 0 ? '' : `### Promised: hello, 2 workers\n\n${promiseTable(promised)}`
  }

  /** The control: what two equal servers differ by, to be kept in mind with every other ratio. */
  control(): string {
    const found = ratioOf(this.#find('hello, 2 workers', 'courser again'), this.#find('hello, 2 workers', 'courser'))
    return found === undefined ? '' : `Control, the same server twice: ${spread(summarise(found), 2)}.`
  }

  /** Median ratio of each kind to the reference, by `group: kind`. */
  baseline(): Readonly<Record<string, number>> {
    const entries = [...this.#results].flatMap(([one, measured]) => {
      const found = ratioOf(measured, this.#find(groupOf(one), 'nginx + php-fpm'))
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
  const ratio = ratioOf(measured, reference)
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

function ratioOf(ours: Measured | undefined, theirs: Measured | undefined): readonly number[] | undefined {
  return ours && theirs && speedRatio(ours, theirs)
}

function cpuRatio(ours: Measured, theirs: Measured): readonly number[] {
  return ratios(ours.serverMicros, theirs.serverMicros)
}

/** 99th percentile ÷ what each of the connections would wait if all took turns evenly. */
function tail(ours: Measured): readonly number[] {
  return ours.p99Micros.map((p99, round) => p99 / ((connections / (ours.perSecond[round] ?? Number.NaN)) * 1e6))
}
