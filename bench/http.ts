import { startComparison } from './http/cases.ts'
import { HttpReport } from './http/report.ts'
import { machineLines, referenceLine } from './lib/machine.ts'
import type { BenchOptions } from './lib/options.ts'
import { ensurePrograms } from './lib/packages.ts'
import { readBaseline, saveBaseline } from './lib/results.ts'
import { connections, generatorLimit, runRounds } from './lib/rounds.ts'
import { Workplace } from './lib/workplace.ts'

/** Closed-loop HTTP: Courser beside nginx + php-fpm with the same PHP, and beside the floor. Returns the report. */
export async function benchHttp(options: BenchOptions): Promise<string> {
  ensurePrograms(['php', 'wrk', 'nginx', 'php-fpm'])
  const place = new Workplace()
  try {
    const { cases, nullOrigin } = await startComparison(place, options)
    console.error(`${cases.length} cases, ${options.rounds} rounds of ${options.seconds} s each, seed ${options.seed}`)
    const results = await runRounds(cases, options, (round) => console.error(`round ${round} of ${options.rounds}`))
    const report = new HttpReport(results)
    const limits = { hello: await generatorLimit(`${nullOrigin}/`), page: await generatorLimit(`${nullOrigin}/page`) }
    if (options.save) saveBaseline('http', report.baseline())
    return [heading(options), generatorText(report, limits), report.promises(), report.groups(), changes(report)]
      .filter((part) => part !== '')
      .join('\n\n')
  } finally {
    await place.close()
  }
}

function heading(options: BenchOptions): string {
  const workers = options.sdk === undefined ? 'our double of the official SDK' : 'the official PSR-7 worker'
  return [
    ...machineLines(),
    referenceLine(),
    `- ${options.rounds} rounds of ${options.seconds} s in shuffled order (seed ${options.seed}), ${connections} connections, one request after the other on each`,
    `- workers: ${workers}; CPU is per request; in brackets the interval that holds the median with 95 % certainty`,
  ].join('\n')
}

/** A generator that is not twice as fast as what it measures measures itself. */
function generatorText(report: HttpReport, limits: { readonly hello: number; readonly page: number }): string {
  const lines = (['hello', 'page'] as const).flatMap((page) => {
    const fastest = report.fastest(page)
    if (fastest === 0) return []
    const enough = limits[page] >= 2 * fastest
    const text = `${page}: ${limits[page].toFixed(0)} requests/s against a null server, ${(limits[page] / fastest).toFixed(1)} × the fastest with PHP`
    return [`- ${text}${enough ? '' : ': **too slow, the figures measure the generator**'}`]
  })
  return ['Load generator:', '', ...lines, '', `${report.control()} Failed requests: ${report.failures}.`].join('\n')
}

/** How the ratios moved since the last saved run. */
function changes(report: HttpReport): string {
  const before = readBaseline('http')
  const moved = Object.entries(report.baseline()).flatMap(([name, ratio]) => {
    const old = before[name]
    return old === undefined || Math.abs(ratio / old - 1) < 0.05 ? [] : [`- ${name}: ${old} before, now ${ratio}`]
  })
  return moved.length === 0
    ? ''
    : `Ratios to nginx + php-fpm that moved by 5 % or more since the last saved run:\n\n${moved.join('\n')}`
}
