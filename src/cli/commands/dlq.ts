import type { RpcClient } from '../../goridge/rpc-client.ts'
import { OpError } from '../../lib/op-error.ts'
import type { DeadLetter } from '../../plugins/jobs/dead-letter.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { jsonLine } from '../json.ts'
import { withRpc } from '../rpc.ts'
import { renderTable } from '../table.ts'
import { printError, printLine } from '../terminal.ts'

interface Page {
  readonly letters: readonly DeadLetter[]
  readonly next?: string
}

interface Outcome {
  readonly done: number
  readonly failed: ReadonlyArray<{ readonly id: string; readonly error: string }>
}

type Flags = Parameters<Run<typeof localFlags.dlq>>[0]['flags']
type Work = (rpc: RpcClient, ids: readonly string[], flags: Flags) => Promise<number>

const usage = 'command should be in form of: `rr dlq list|show|replay|purge [id…]`'

const works: Readonly<Record<string, Work>> = {
  list,
  show,
  replay: (rpc, ids, flags) => change(rpc, 'replay', ids, flags),
  purge: (rpc, ids, flags) => change(rpc, 'purge', ids, flags),
}

/** `rr dlq list|show|replay|purge`: the jobs that failed for good and are in the server's store. Exits with 1 when one could not be done. */
export const run: Run<typeof localFlags.dlq> = async ({ args: [name = '', ...ids], flags }) => {
  const work = Object.hasOwn(works, name) ? works[name] : undefined
  if (work === undefined) throw new OpError(usage, undefined)
  return await withRpc(flags, (rpc) => work(rpc, ids, flags))
}

async function list(rpc: RpcClient, _ids: readonly string[], flags: Flags): Promise<number> {
  const letters: DeadLetter[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Page = await rpc.call<Page>('jobs.ListDeadLetters', { pipeline: flags.pipeline, after })
    letters.push(...page.letters)
    after = page.next
  }
  if (flags.json) printLine(jsonLine({ letters }))
  else printLine(renderTable(['ID', 'Pipeline', 'Job', 'Died', 'Attempts', 'Reason'], letters.map(row)))
  return 0
}

function row({ id, pipeline, job, atMs, attempts, reason }: DeadLetter): string[] {
  return [id, pipeline, job, new Date(atMs).toISOString(), `${attempts}`, reason]
}

async function show(rpc: RpcClient, ids: readonly string[], flags: Flags): Promise<number> {
  const [id] = ids
  if (id === undefined || ids.length > 1)
    throw new OpError('incorrect command usage, should be: rr dlq show id', undefined)
  const letter = await rpc.call<DeadLetter & { readonly payload: string }>('jobs.ShowDeadLetter', id)
  if (flags.json) printLine(jsonLine(letter))
  else {
    const { payload, ...known } = letter
    for (const [name, value] of Object.entries(known)) {
      printLine(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    }
    printLine(`\n${Buffer.from(payload, 'base64').toString()}`)
  }
  return 0
}

async function change(rpc: RpcClient, what: 'replay' | 'purge', ids: readonly string[], flags: Flags): Promise<number> {
  const { all, pipeline } = flags
  if (ids.length > 0 === all || (pipeline !== '' && !all))
    throw new OpError(`incorrect command usage, should be: rr dlq ${what} id… | --all [--pipeline name]`, undefined)
  const method = what === 'replay' ? 'jobs.ReplayDeadLetters' : 'jobs.PurgeDeadLetters'
  const outcome = await rpc.call<Outcome>(method, { ids, all, pipeline })
  for (const { id, error } of outcome.failed) printError(`Cannot ${what} ${id}: ${error}`)
  if (flags.json) printLine(jsonLine(outcome))
  else if (!flags.silent) printLine(`${what === 'replay' ? 'replayed' : 'purged'}: ${outcome.done}`)
  return outcome.failed.length === 0 ? 0 : 1
}
