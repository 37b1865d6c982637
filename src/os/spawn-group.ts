import { type ChildProcess, spawn } from 'node:child_process'
import { close } from 'node:fs'
import { closePipe, makePipes, type Pipe } from './pipes.ts'
import { readErrors } from './process-errors.ts'
import type { ProcessExit } from './spawn.ts'

/** A program that runs beside the server. */
export interface GroupRequest {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly uid?: number | undefined
  readonly gid?: number | undefined
  /** Gets what it writes to standard output and error, as it comes. */
  onOutput(text: string): void
}

/** A process that leads a group of its own. */
export interface ProcessGroup {
  readonly pid: number
  /** Resolves when the leader has exited and was reaped. */
  readonly exited: Promise<ProcessExit>
  /** Sends a signal to the leader. */
  signal(name: 'SIGINT' | 'SIGTERM'): void
  /** Ends everything in the group at once (SIGKILL); helpers of a leader that has exited, too. */
  kill(): void
}

/** Starts a program in a group of its own, its standard input /dev/null. Rejects when it cannot be started. */
export async function spawnGroup(request: GroupRequest): Promise<ProcessGroup> {
  const [output, errors] = (await makePipes(2)) as [Pipe, Pipe]
  const { command, cwd, env, uid, gid } = request
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output.write, errors.write],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  })
  const { pid } = child
  if (pid === undefined) {
    closePipe(output)
    closePipe(errors)
    throw await new Promise<Error>((resolve) => child.once('error', resolve))
  }
  for (const pipe of [output, errors]) {
    close(pipe.write, () => {})
    readErrors(pipe.read, (text) => request.onOutput(text))
  }
  // Once nobody is left in the group, its number may become that of somebody else's.
  let peopled = true
  child.once('exit', () => {
    peopled = hasMembers(pid)
  })
  const kill = (): void => {
    if (peopled) killGroup(pid)
  }
  return { pid, exited: whenExited(child), signal: (name) => void child.kill(name), kill }
}

function whenExited(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    // Emitted by a kill() that fails; the exit follows all the same.
    child.on('error', () => {})
  })
}

function hasMembers(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of it is left.
  }
}
