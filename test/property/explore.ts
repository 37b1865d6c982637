import { Random } from './random.ts'
import { type Report, runScenario } from './run-scenario.ts'
import { drawScenario, type Scenario } from './scenario.ts'
import type { OpenWorld } from './world.ts'

/** What many runs came to. */
export interface Findings {
  runs: number
  requests: number
  answered: number
  processes: number
  /** Each with its seed, scenario and log: all that is needed to look into it. */
  readonly faults: string[]
}

/** A run, with what was logged meanwhile. */
export interface Run extends Report {
  readonly scenario: Scenario
  readonly log: readonly string[]
  readonly processes: number
}

/**
 * Plays that many random scenarios, the first from `seed`, the next from the number after it; `atOnce` at the same time, each in a world of
 * its own. Stops early at a fault.
 */
export async function explore(open: OpenWorld, seed: number, runs: number, atOnce: number): Promise<Findings> {
  const findings: Findings = { runs: 0, requests: 0, answered: 0, processes: 0, faults: [] }
  let next = seed
  const lane = async (): Promise<void> => {
    while (next < seed + runs && findings.faults.length === 0) {
      const own = next++
      add(findings, own, await play(open, own, drawScenario(new Random(own))))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return findings
}

/** Plays one scenario in a fresh world. */
export async function play(open: OpenWorld, seed: number, scenario: Scenario): Promise<Run> {
  const log: string[] = []
  const say = (text: string): void => void log.push(text.trimEnd())
  const world = await open(scenario, seed, say)
  try {
    const report = await runScenario(scenario, world, say)
    return { ...report, scenario, log, processes: world.started }
  } finally {
    world.close()
  }
}

/** A run in words: faults first, then what was done, then what was logged. */
export function describe({ scenario: { steps, ...options }, faults, log, clients }: Run): string {
  const outcomes = new Map(
    clients.map(({ request, error, gone }) => [request.id, error ?? (gone ? 'gone' : 'answered')]),
  )
  const lines = steps.map((step) =>
    step.do === 'request' ? `${JSON.stringify(step)} -> ${outcomes.get(step.id)}` : JSON.stringify(step),
  )
  return [
    ...faults.map((fault) => `  FAULT ${fault}`),
    `  ${JSON.stringify(options)}`,
    ...lines.map((line) => `    ${line}`),
    ...log.map((line) => `  log: ${line}`),
  ].join('\n')
}

function add(findings: Findings, seed: number, run: Run): void {
  findings.runs++
  findings.requests += run.clients.length
  findings.answered += run.clients.filter((client) => client.ended && client.error === undefined).length
  findings.processes += run.processes
  if (run.faults.length > 0) findings.faults.push(`seed ${seed}\n${describe(run)}`)
}
