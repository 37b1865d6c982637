import { jobs as messages } from '../../gen/jobs.js'
import type { RpcClient } from '../../goridge/rpc-client.ts'
import { OpError } from '../../lib/op-error.ts'
import type { Run } from '../command.ts'
import type { localFlags } from '../commands.ts'
import { jsonLine } from '../json.ts'
import { withRpc } from '../rpc.ts'
import { renderTable } from '../table.ts'
import { printLine } from '../terminal.ts'

/** What each flag does, in the order in which the first one given wins. Follows: spec 02 §2.7. */
const actions = [
  { flag: 'pause', method: 'jobs.Pause', answers: false },
  { flag: 'destroy', method: 'jobs.Destroy', answers: true },
  { flag: 'resume', method: 'jobs.Resume', answers: false },
  { flag: 'list', method: 'jobs.List', answers: true },
] as const

/** `rr jobs --pause|--destroy|--resume pipe1,pipe2` and `rr jobs --list`. */
export const run: Run<typeof localFlags.jobs> = async ({ args, flags }) => {
  const action = actions.find(({ flag }) => flags[flag])
  if (action === undefined) {
    throw new OpError('command should be in form of: `rr jobs --<destroy/resume/pause> pipe1,pipe2`', undefined)
  }
  const isList = action.flag === 'list'
  const names = isList ? [] : namesIn(args[0], action.flag)
  const shown = await withRpc(flags, (rpc) => act(rpc, action, names))
  if (flags.json) printLine(jsonLine({ pipelines: shown }))
  else if (isList || !flags.silent)
    printLine(
      renderTable(
        ['PIPELINE ( S )'],
        shown.map((name) => [name]),
      ),
    )
  return 0
}

function namesIn(list: string | undefined, flag: string): readonly string[] {
  const text = list?.trim() ?? ''
  if (text === '') throw new OpError(`incorrect command usage, should be: rr jobs --${flag} pipe1,pipe2`, undefined)
  return text.split(',')
}

async function act(
  rpc: RpcClient,
  action: (typeof actions)[number],
  names: readonly string[],
): Promise<readonly string[]> {
  const { Pipelines } = messages.v1
  const answer = await rpc.callProto(action.method, Pipelines.encode({ pipelines: [...names] }).finish())
  return action.answers ? Pipelines.decode(answer).pipelines : names
}
