import { setTimeout as sleep } from 'node:timers/promises'
import type { RpcClient } from '../../goridge/rpc-client.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import { untilInterrupted } from '../../os/signals.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { jsonLine } from '../json.ts'
import { withRpc } from '../rpc.ts'
import { isTerminal, print, printLine, wantsColour } from '../terminal.ts'
import type { JobsRow, WorkerRow } from '../worker-tables.ts'
import {
  jobsFailureTable,
  jobsTable,
  serviceTable,
  tableTitle,
  workersFailureTable,
  workersTable,
} from '../worker-tables.ts'

const redrawMs = 1000
const clearScreen = '\x1b[2J'
const toTopLeft = '\x1b[1;1H'
const clearLineRest = '\x1b[K'
const clearBelow = '\x1b[J'

/** `rr workers [plugin…]`: the processes and pipelines of all or the named plugins. Follows: spec 02 §2.6. */
export const run: Run<typeof localFlags.workers> = ({ args, flags }) =>
  withRpc(flags, async (rpc) => {
    const plugins = args.length > 0 ? args : await listPlugins(rpc)
    if (flags.json) printLine(jsonLine(Object.fromEntries(await snapshots(rpc, plugins))))
    else if (flags.interactive) await redraw(rpc, plugins)
    else print(await screen(rpc, plugins))
    return 0
  })

async function listPlugins(rpc: RpcClient): Promise<readonly string[]> {
  try {
    return await rpc.call<string[]>('informer.List', true)
  } catch (error) {
    throw new OpError(`failed to get list of plugins: ${errorText(error)}`, undefined)
  }
}

/** What one plugin says of itself; a failed call is its error text. */
interface Snapshot {
  readonly workers: readonly WorkerRow[] | { readonly error: string }
  readonly jobs: readonly JobsRow[] | { readonly error: string }
}

function snapshots(rpc: RpcClient, plugins: readonly string[]): Promise<ReadonlyArray<readonly [string, Snapshot]>> {
  return Promise.all(
    plugins.map(async (plugin) => {
      const [workers, jobs] = await Promise.all([
        rpc
          .call<{ workers: WorkerRow[] | null }>('informer.Workers', plugin)
          .then((answer) => answer.workers ?? [], asFailure),
        rpc.call<JobsRow[] | null>('informer.Jobs', plugin).then((answer) => answer ?? [], asFailure),
      ])
      return [plugin, { workers, jobs }] as const
    }),
  )
}

function asFailure(error: unknown): { error: string } {
  return { error: errorText(error) }
}

async function screen(rpc: RpcClient, plugins: readonly string[]): Promise<string> {
  const colour = wantsColour()
  const all = await snapshots(rpc, plugins)
  const blocks = [
    ...all.map(([plugin, { workers }]) => workersBlock(plugin, workers, colour)),
    ...all.map(([plugin, { jobs }]) => jobsBlock(plugin, jobs, colour)),
  ]
  return blocks.join('')
}

function workersBlock(plugin: string, workers: Snapshot['workers'], colour: boolean): string {
  if ('length' in workers && workers.length === 0) return ''
  const title = tableTitle('Workers', plugin, colour)
  if ('error' in workers) return `${title}\n${workersFailureTable(plugin, workers.error)}\n`
  return `${title}\n${plugin === 'service' ? serviceTable(workers) : workersTable(workers, colour)}\n`
}

function jobsBlock(plugin: string, jobs: Snapshot['jobs'], colour: boolean): string {
  if ('length' in jobs && jobs.length === 0) return ''
  const table = 'error' in jobs ? jobsFailureTable(plugin, jobs.error) : jobsTable(jobs)
  return `${tableTitle('Jobs', plugin, colour)}\n${table}\n`
}

/** Draws again every second until interrupted; escapes go to terminals only (spec 09 #4). */
async function redraw(rpc: RpcClient, plugins: readonly string[]): Promise<void> {
  const ended = new AbortController()
  void untilInterrupted().then(() => ended.abort())
  const terminal = isTerminal()
  if (terminal) print(clearScreen)
  while (!ended.signal.aborted) {
    await sleep(redrawMs, undefined, { signal: ended.signal }).catch(() => {})
    if (ended.signal.aborted) return
    const text = await screen(rpc, plugins)
    print(terminal ? toTopLeft + text.replaceAll('\n', `${clearLineRest}\n`) + clearBelow : text)
  }
}
