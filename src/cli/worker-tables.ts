import type { WorkerInfo } from '../lib/worker-info.ts'
import { age, byteSize, groupedCount } from './humanize.ts'
import { renderTable } from './table.ts'
import { paint, Sgr } from './terminal.ts'

/** A worker as it comes over RPC, where a large number may be either; spec 02 §7.1. */
export interface WorkerRow extends Omit<WorkerInfo, 'status' | 'numExecs' | 'created'> {
  readonly numExecs: number | bigint
  /** Unix nanoseconds. */
  readonly created: number | bigint
}

/** A pipeline as `informer.Jobs` answers; spec 02 §7.1. */
export interface JobsRow {
  readonly Pipeline: string
  readonly Driver: string
  readonly Queue: string
  readonly Active: number
  readonly Delayed: number
  readonly Reserved: number
  readonly Ready: boolean
}

const workerHeaders = ['PID', 'STATUS', 'EXECS', 'MEMORY', 'CPU %', 'CREATED'] as const
const serviceHeaders = ['PID', 'MEMORY', 'CPU %', 'COMMAND'] as const
const jobsHeaders = ['STATUS', 'PIPELINE', 'DRIVER', 'QUEUE', 'ACTIVE', 'DELAYED', 'RESERVED'] as const

/** Colours of worker states on a terminal; the others stay plain. */
const statusColour: Readonly<Record<string, number>> = {
  inactive: Sgr.yellow,
  invalid: Sgr.yellow,
  ready: Sgr.cyan,
  working: Sgr.green,
  stopped: Sgr.red,
  errored: Sgr.red,
}

/** The line above a table: `Workers of [http]:`. */
export function tableTitle(what: 'Workers' | 'Jobs', plugin: string, colour: boolean): string {
  return `${what} of [${colour ? paint(plugin, Sgr.brightYellow) : plugin}]:`
}

/** The workers of a plugin, by pid. Follows: spec 02 §2.6. */
export function workersTable(workers: readonly WorkerRow[], colour: boolean, nowMs = Date.now()): string {
  const rows = byPid(workers).map((worker) => [
    String(worker.pid),
    colouredStatus(worker.statusStr, colour),
    groupedCount(worker.numExecs),
    byteSize(worker.memoryUsage),
    worker.CPUPercent.toFixed(2),
    age((nowMs - Number(worker.created) / 1e6) / 1000),
  ])
  return renderTable(workerHeaders, rows)
}

/** The processes of the plugin `service`, which have neither states nor requests. */
export function serviceTable(processes: readonly WorkerRow[]): string {
  const rows = byPid(processes).map(({ pid, memoryUsage, CPUPercent, command }) => [
    String(pid),
    byteSize(memoryUsage),
    CPUPercent.toFixed(2),
    command,
  ])
  return renderTable(serviceHeaders, rows)
}

/** The pipelines of a plugin, by name. */
export function jobsTable(jobs: readonly JobsRow[]): string {
  const rows = jobs
    .toSorted((a, b) => (a.Pipeline < b.Pipeline ? -1 : a.Pipeline > b.Pipeline ? 1 : 0))
    .map((job) => [
      job.Ready ? 'READY' : 'PAUSED/STOPPED',
      job.Pipeline,
      job.Driver,
      job.Queue,
      String(job.Active),
      String(job.Delayed),
      String(job.Reserved),
    ])
  return renderTable(jobsHeaders, rows)
}

/** What stands in place of a plugin's workers when the call failed. */
export function workersFailureTable(plugin: string, error: string): string {
  const [headers, errors] = plugin === 'service' ? [serviceHeaders, 2] : [workerHeaders, 4]
  return renderTable(headers, [['0', failureText(plugin, error), ...Array<string>(errors).fill('ERROR')]])
}

/** What stands in place of a plugin's pipelines when the call failed. */
export function jobsFailureTable(plugin: string, error: string): string {
  return renderTable(jobsHeaders, [[failureText(plugin, error), ...Array<string>(6).fill('ERROR')]])
}

function failureText(plugin: string, error: string): string {
  return `failed to receive information about ${plugin} plugin: ${error}`
}

function byPid(workers: readonly WorkerRow[]): WorkerRow[] {
  return workers.toSorted((a, b) => a.pid - b.pid)
}

function colouredStatus(status: string, colour: boolean): string {
  const sgr = statusColour[status]
  return colour && sgr !== undefined ? paint(status, sgr) : status
}
