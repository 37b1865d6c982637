import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOf, processesWith } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { Random } from './random.ts'
import { type Report, runScenario } from './run-scenario.ts'
import { drawScenario, type Scenario } from './scenario.ts'

/** What many runs came to. */
export interface Findings {
  readonly runs: number
  readonly requests: number
  readonly answered: number
  readonly processes: number
  /** Each with its seed, scenario and log: all that is needed to look into it. */
  readonly faults: readonly string[]
}

/** Pools that are played with at the same time: most of a run is waiting. */
const atOnce = 8

/** Plays that many random scenarios, the first from `seed`, the next from the number after it. Stops early at a fault. */
export async function explore(seed: number, runs: number): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'rr-property-'))
  const mark = ['MODEL_RUN', folder] as const
  const total = { runs: 0, requests: 0, answered: 0, processes: 0, faults: [] as string[] }
  let next = seed
  const lane = async (): Promise<void> => {
    while (next < seed + runs && total.faults.length === 0) {
      const own = next++
      const scenario = drawScenario(new Random(own))
      const report = await runScenario(scenario, { folder, name: String(own), mark })
      total.runs++
      total.requests += report.clients.length
      total.answered += report.clients.filter((client) => client.ended && client.error === undefined).length
      total.processes += report.processes
      if (report.faults.length > 0) total.faults.push(describe(own, scenario, report))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  total.faults.push(...(await leftBehind(mark)))
  rmSync(folder, { recursive: true, force: true })
  return total
}

/** Children of workers may outlive them by the blink of an eye: they end with the pipe they read. */
async function leftBehind([name, value]: readonly [string, string]): Promise<string[]> {
  try {
    await until('all processes to end', () => processesWith(name, value).length === 0)
    return []
  } catch {
    return processesWith(name, value).map((pid) => `process ${pid} was left behind: ${commandOf(pid)}`)
  }
}

function describe(seed: number, { steps, ...options }: Scenario, { faults, log, clients }: Report): string {
  const outcome = new Map(
    clients.map((client) => [client.request.id, client.error ?? (client.gone ? 'gone' : 'answered')]),
  )
  const lines = steps.map((step) =>
    step.do === 'request' ? `${JSON.stringify(step)} -> ${outcome.get(step.id)}` : JSON.stringify(step),
  )
  return [
    `seed ${seed} (again: npm run test:property -- --seed ${seed} --runs 1)`,
    ...faults.map((fault) => `  FAULT ${fault}`),
    `  ${JSON.stringify(options)}`,
    ...lines.map((line) => `    ${line}`),
    ...log.map((line) => `  log: ${line}`),
  ].join('\n')
}
