import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { close } from 'node:fs'
import { makePipes, type Pipe } from './pipes.ts'

/** How a worker process is started. */
export interface SpawnRequest {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Working directory, resolved anew for each process, so that a symlink that has moved takes effect. */
  readonly cwd: string
  readonly uid?: number | undefined
  readonly gid?: number | undefined
  /** `pipes`: standard input and output are ours. `null`: both are /dev/null (socket relays). */
  readonly stdio: 'pipes' | 'null'
}

/** A started process. Descriptors are ours to close. */
export interface SpawnedProcess {
  readonly pid: number
  /** Write end of its standard input and read end of its standard output; -1 with stdio `null`. */
  readonly input: number
  readonly output: number
  /** Read end of its standard error. */
  readonly errors: number
  /** Resolves when the process has exited and was reaped. */
  readonly exited: Promise<ProcessExit>
  /** Ends it at once (SIGKILL), and it alone: helpers that it forked on purpose live on (spec 01 §13.5). */
  kill(): void
}

/** How a process ended: a code, or the signal that ended it. */
export interface ProcessExit {
  readonly code: number | null
  readonly signal: string | null
}

let lastSpawn: Promise<void> = Promise.resolve()

/**
 * Starts a process in a group of its own. One start per turn of the event loop: each costs the loop some 8 ms, four in a row stop it for
 * a tenth of a second (measured), so a growing pool must not do them in one go. Rejects when the program cannot be started.
 */
export async function spawnProcess(request: SpawnRequest): Promise<SpawnedProcess> {
  const pipes = await makePipes(request.stdio === 'pipes' ? 3 : 1)
  const turn = lastSpawn
  let next = (): void => {}
  lastSpawn = new Promise((resolve) => {
    next = resolve
  })
  await turn
  try {
    return await start(request, pipes)
  } finally {
    setImmediate(next)
  }
}

async function start(request: SpawnRequest, pipes: readonly Pipe[]): Promise<SpawnedProcess> {
  const [errors, input, output] = pipes as readonly [Pipe, Pipe?, Pipe?]
  const ours = { errors: errors.read, input: input?.write ?? -1, output: output?.read ?? -1 }
  const options: SpawnOptions = {
    cwd: request.cwd,
    env: request.env,
    detached: true,
    stdio: [input?.read ?? 'ignore', output?.write ?? 'ignore', errors.write],
    ...(request.uid === undefined ? {} : { uid: request.uid }),
    ...(request.gid === undefined ? {} : { gid: request.gid }),
  }
  try {
    const child = spawn(request.command[0] ?? '', request.command.slice(1), options)
    const { pid } = child
    if (pid === undefined) throw await new Promise<Error>((resolve) => child.once('error', resolve))
    return { pid, ...ours, exited: whenExited(child), kill: () => void child.kill('SIGKILL') }
  } catch (error) {
    closeAll(Object.values(ours))
    throw error
  } finally {
    closeAll([errors.write, input?.read ?? -1, output?.write ?? -1])
  }
}

function whenExited(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    // Emitted by a kill() that fails; the exit follows all the same.
    child.on('error', ignore)
  })
}

function closeAll(fds: readonly number[]): void {
  for (const fd of fds) if (fd >= 0) close(fd, ignore)
}

function ignore(): void {}
