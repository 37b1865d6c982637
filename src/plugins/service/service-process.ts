import { expandedEnv } from '../../lib/expanded-env.ts'
import type { Logger } from '../../lib/log.ts'
import { errorText } from '../../lib/op-error.ts'
import type { GroupGuard } from '../../os/group-guard.ts'
import { programFault, programPath } from '../../os/programs.ts'
import type { ProcessExit } from '../../os/spawn.ts'
import { type ProcessGroup, spawnGroup } from '../../os/spawn-group.ts'
import { findUser } from '../../os/users.ts'

/** How the processes of a service run. */
export interface ServiceOptions {
  readonly name: string
  readonly command: string
  readonly processes: number
  /** 0 for no limit. */
  readonly execTimeoutMs: number
  readonly restart: boolean
  readonly restartMs: number
  readonly stopMs: number
  readonly env: Readonly<Record<string, string>>
  readonly user: string
}

/** What a service's process needs of the server. */
export interface ServiceEnvironment {
  readonly log: Logger
  readonly guard: GroupGuard
}

/** Go's words for the signals that end processes. */
const signalTexts: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGINT: 'interrupt',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
  SIGHUP: 'hangup',
}

/** Longest time that a timer of Node counts, 24 days; a longer one would end at once. */
const timerMaxMs = 0x7fff_ffff

/*
  start ─▶ running ─▶ exited ─── restart? ── no ─▶ (stays listed)
              ▲                     │ yes
              └──── restartMs ──────┘           stop: SIGINT ─▶ wait stopMs ─▶ SIGKILL to the group
*/

/** One copy of a service, over all its starts. Follows: spec 06 §3.2 */
export class ServiceProcess {
  readonly #options: ServiceOptions
  readonly #log: Logger
  readonly #guard: GroupGuard
  #group: ProcessGroup | undefined
  #alive = false
  #stopped = false
  #restart: NodeJS.Timeout | undefined
  /** The last start after an exit. */
  #restarting: Promise<void> | undefined
  #command: readonly string[] = []

  constructor(options: ServiceOptions, { log, guard }: ServiceEnvironment) {
    this.#options = options
    this.#log = log
    this.#guard = guard
  }

  /** Of the running process, or of the last one. */
  get pid(): number {
    return this.#group?.pid ?? 0
  }

  get alive(): boolean {
    return this.#alive
  }

  /** The program's path and its arguments. */
  get command(): string {
    return this.#command.join(' ')
  }

  /** Rejects with Go's text when the process cannot be started. */
  async start(): Promise<void> {
    const { name, command, user } = this.#options
    const cwd = process.env['PWD'] ?? process.cwd()
    const env = { ...process.env, ...expandedEnv(this.#options.env, process.env) }
    this.#command = await resolved(command, env['PATH'], cwd)
    const ids = user === '' ? undefined : await userIds(user)
    const onOutput = (text: string): void => {
      const trimmed = text.trim()
      if (trimmed !== '') this.#log.info(trimmed)
    }
    const group = await spawnGroup({ command: this.#command, cwd, env, onOutput, ...ids })
    this.#group = group
    this.#alive = true
    this.#guard.enter(group.pid)
    this.#log.info('service was started', { name, command })
    void this.#watch(group)
    // Told to stop while it started.
    if (this.#stopped) await this.#end(group)
  }

  /** Resolves when the process has ended and will not come back. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#restart)
    // One that is on its way sees that it is not wanted any more, and ends what it has started.
    await this.#restarting
    if (this.#group === undefined) return
    await this.#end(this.#group)
    const { name, command } = this.#options
    this.#log.info('service was stopped', { name, command })
  }

  async #end(group: ProcessGroup): Promise<void> {
    if (this.#alive) group.signal('SIGINT')
    const killing = setTimeout(() => group.kill(), Math.min(this.#options.stopMs, timerMaxMs))
    await group.exited
    clearTimeout(killing)
    // What the process has left behind.
    group.kill()
  }

  async #watch(group: ProcessGroup): Promise<void> {
    const { execTimeoutMs } = this.#options
    const limit = execTimeoutMs > 0 ? setTimeout(() => group.kill(), Math.min(execTimeoutMs, timerMaxMs)) : undefined
    const exit = await group.exited
    clearTimeout(limit)
    this.#alive = false
    this.#guard.leave(group.pid)
    const failure = failureText(exit)
    if (failure !== undefined) this.#log.error('wait', { error: failure })
    if (this.#options.restart && !this.#stopped) this.#restartLater()
  }

  #restartLater(): void {
    this.#restart = setTimeout(
      () => {
        this.#restarting = this.start().catch((error: unknown) => {
          this.#log.error('process start error', { error: errorText(error) })
        })
      },
      Math.min(this.#options.restartMs, timerMaxMs),
    )
  }
}

/** The command with the path of its program. Throws with the texts of Go's os/exec. */
async function resolved(command: string, path: string | undefined, cwd: string): Promise<string[]> {
  const [program = '', ...args] = command.split(' ')
  if (program === '') throw new Error('exec: no command')
  const fault = await programFault(program, path, cwd)
  if (fault !== undefined) throw new Error(fault)
  return [(await programPath(program, path, cwd)) ?? program, ...args]
}

async function userIds(user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const ids = await findUser(user)
  if (ids === undefined) throw new Error(`user: unknown user ${user}`)
  return ids
}

function failureText({ code, signal }: ProcessExit): string | undefined {
  if (signal !== null) return `signal: ${signalTexts[signal] ?? signal}`
  return code === 0 ? undefined : `exit status ${code}`
}
