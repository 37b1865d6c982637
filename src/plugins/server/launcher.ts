import type { SocketHub } from '../../goridge/socket-hub.ts'
import type { Logger } from '../../lib/log.ts'
import { readErrors } from '../../os/process-errors.ts'
import { programFault } from '../../os/programs.ts'
import type { SpawnedProcess, SpawnRequest } from '../../os/spawn.ts'
import type { UserIds } from '../../os/users.ts'
import { type Launch, type Launched, launchOverPipes, launchOverSocket } from '../../pool/launch.ts'
import { noteOutput, StartOutput } from '../../pool/start-output.ts'
import type { ExitWitness } from './start-failure.ts'

/** How the workers of one pool are started. */
export interface LauncherOptions {
  readonly command: readonly string[]
  readonly env: Record<string, string>
  readonly ids: UserIds | undefined
  /** Where workers connect to; undefined for pipes. */
  readonly hub: SocketHub | undefined
  /** Another way to start a worker and reach it. */
  readonly connect?: Connect | undefined
  /** Gets what workers write to standard error. */
  readonly log: Logger
  readonly witness: ExitWitness
  /** Told of each process as soon as there is one. */
  readonly ledger: { enter(process: SpawnedProcess): void }
}

/** Starts a process, which it tells `onSpawned` of at once, and connects to it. */
export type Connect = (
  request: Omit<SpawnRequest, 'stdio'>,
  onSpawned: (process: SpawnedProcess) => void,
  signal: AbortSignal,
) => Promise<Launched>

/** What starts one worker after the other. Rejects with Go's words for a program that cannot be started. */
export function launcher(options: LauncherOptions): Launch {
  const { command, env, ids } = options
  return async (signal) => {
    const request = { command, env, cwd: workingDirectory(), uid: ids?.uid, gid: ids?.gid }
    const fault = await programFault(command[0] ?? '', env['PATH'], request.cwd)
    if (fault !== undefined) throw new Error(fault)
    return await connectTo(options, request, signal).catch((error: unknown) => {
      throw startError(error, request)
    })
  }
}

/**
 * Where workers start: the folder under the name it was reached by, not what that name stood for at the start, so that after a deploy that
 * moved a symlink new workers run the new code.
 */
export function workingDirectory(): string {
  return process.env['PWD'] ?? process.cwd()
}

function connectTo(
  { hub, connect, log, witness, ledger }: LauncherOptions,
  request: Omit<SpawnRequest, 'stdio'>,
  signal: AbortSignal,
): Promise<Launched> {
  const output = new StartOutput()
  const onSpawned = (process: SpawnedProcess): void => {
    const onText = (text: string): void => {
      output.add(text)
      log.info(text)
    }
    readErrors(process.errors, onText, () => output.end())
    witness.watch(process.exited)
    ledger.enter(process)
  }
  const launched = (): Promise<Launched> => {
    if (connect !== undefined) return connect(request, onSpawned, signal)
    return hub === undefined ? launchOverPipes(request, onSpawned) : launchOverSocket(request, hub, signal, onSpawned)
  }
  return launched().then(
    (worker) => ({ ...worker, output }),
    async (error: unknown) => {
      noteOutput(error, await output.whole())
      throw error
    },
  )
}

/** Node blames the program also when it was the folder that is gone, and when the user may not run it. */
function startError(error: unknown, { command, cwd }: Omit<SpawnRequest, 'stdio'>): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Error(`chdir ${cwd}: no such file or directory`, { cause: error })
  if (code === 'EACCES') return new Error(`fork/exec ${command[0]}: permission denied`, { cause: error })
  return error
}
