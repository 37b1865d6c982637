import { type ChildProcess, spawn } from 'node:child_process'
import { close } from 'node:fs'
import { makePipes, type Pipe } from './pipes.ts'
import { posixSpawn } from './posix-spawn.ts'
import { programPath } from './programs.ts'
import type { Child, ProcessExit } from './reaper.ts'

export type { ProcessExit } from './reaper.ts'

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

/** What it gets for its descriptors 0, 1 and 2; -1 for /dev/null. */
type Stdio = readonly [number, number, number]

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
  const theirs = [input?.read ?? -1, output?.write ?? -1, errors.write] as const
  try {
    return { ...((await startCheaply(request, theirs)) ?? (await startByFork(request, theirs))), ...ours }
  } catch (error) {
    closeAll(Object.values(ours))
    throw error
  } finally {
    closeAll(theirs)
  }
}

/** Undefined when it cannot be done so, or at all. */
async function startCheaply(request: SpawnRequest, stdio: Stdio): Promise<Child | undefined> {
  const { command, env, cwd, uid, gid } = request
  if (uid !== undefined || gid !== undefined) return undefined
  const path = await programPath(command[0] ?? '', env['PATH'], cwd)
  return path === undefined ? undefined : posixSpawn({ path, command, env, cwd, stdio })
}

/** Rejects when the program cannot be started. */
async function startByFork({ command, env, cwd, uid, gid }: SpawnRequest, stdio: Stdio): Promise<Child> {
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd,
    env,
    detached: true,
    stdio: stdio.map((fd) => (fd < 0 ? 'ignore' : fd)),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  })
  const { pid } = child
  if (pid === undefined) throw await new Promise<Error>((resolve) => child.once('error', resolve))
  return { pid, exited: whenExited(child), kill: () => void child.kill('SIGKILL') }
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
