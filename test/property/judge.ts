import type { Client } from './client.ts'
import { type Treatment, treatment } from './faults.ts'
import type { Scenario } from './scenario.ts'

/** Compares what clients got, and what workers logged that they started, with what is promised. Answers the differences. */
export function judge(
  scenario: Scenario,
  clients: readonly Client[],
  starts: readonly string[],
  killed: boolean,
): string[] {
  const certain = scenario.receipts === 'auto' || isPipelined(scenario)
  const inStep = certain || scenario.inStep
  const harmed = killed || clients.some(({ request }) => harms(treatment(request.treatment), isPipelined(scenario)))
  const perClient = clients.flatMap((client) => {
    const { id } = client.request
    const count = starts.filter((line) => line.startsWith(`${id} `)).length
    const faults = [...client.faults]
    if (!client.ended && !client.gone) faults.push(`${id} was left unanswered`)
    if (inStep) faults.push(...judgeText(client), ...judgeStarts(client, count))
    if (certain && !harmed && scenario.graceMs === undefined) faults.push(...judgeError(client))
    return faults
  })
  return [...perClient, ...judgeLimits(scenario, starts)]
}

/** No worker starts more requests than max_jobs says; so few that there is no jitter. */
function judgeLimits({ maxJobs }: Scenario, starts: readonly string[]): string[] {
  const byPid = Map.groupBy(starts, (line) => line.split(' ')[1])
  return maxJobs === 0
    ? []
    : [...byPid].flatMap(([pid, lines]) => (lines.length > maxJobs ? [`worker ${pid} started ${lines.length}`] : []))
}

/** Over a socket, only the question for receipts brings out that a worker names its answers. */
function isPipelined({ pipeline, relay, receipts }: Scenario): boolean {
  return pipeline > 1 && (relay === 'pipes' || receipts === 'auto')
}

/** Whether a request that is treated so may be the misfortune of another. */
function harms({ harmsNext, breaksAhead }: Treatment, pipelined: boolean): boolean {
  return (pipelined ? breaksAhead : harmsNext) === true
}

/** A client gets its own answer, whole, or the beginning of it and an error. */
function judgeText({ request, text, error, ended }: Client): string[] {
  const { id } = request
  const { result } = treatment(request.treatment)
  const whole = ended && error === undefined
  if (whole && result === 'none') return [`${id} (${request.treatment}) got ${show(text)}, wanted an error`]
  if (/^(r\d+:\d+;)*$/.test(text) && isOwnStream(id, text) && (!whole || result === 'stream')) return []
  const own = result === 'big' ? text.startsWith(`answer of ${id}.`) : text === `answer of ${id}`
  return own && !(whole && result === 'stream') ? [] : [`${id} (${request.treatment}) got ${show(text)}`]
}

/** What may have started never starts again, unless it asked for that itself. */
function judgeStarts({ request, error, ended }: Client, count: number): string[] {
  const { id } = request
  const most = treatment(request.treatment).twice ? 2 : 1
  if (count > most) return [`${id} (${request.treatment}) was started ${count} times`]
  return ended && error === undefined && count === 0 ? [`${id} was answered without being started`] : []
}

/** A request fails by its own fault, or because it took too long; another's misfortune is not its own. */
function judgeError({ request, error }: Client): string[] {
  if (error === undefined || treatment(request.treatment).fails || error.includes('ExecTTL')) return []
  return [`${request.id} (${request.treatment}) failed: ${error}`]
}

function isOwnStream(id: string, text: string): boolean {
  const chunks = text.split(';').slice(0, -1)
  return chunks.every((chunk, index) => chunk === `${id}:${index}`)
}

function show(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}… (${text.length})` : text)
}
