import { type ChildProcess, spawn } from 'node:child_process'
import type { UserIds } from './users.ts'

/** A command that runs to its end. */
export interface RunRequest {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  readonly ids: UserIds | undefined
  /** Ends it early. */
  readonly signal?: AbortSignal
  /** Gets standard output and error, as they come. */
  readonly onOutput: (text: string) => void
}

/** How it ended. */
export type RunResult =
  | { readonly kind: 'exited'; readonly code: number }
  /** By a signal that was not ours. */
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timeout' }
  /** By the caller's signal. */
  | { readonly kind: 'stopped' }
  /** It could not be started. */
  | { readonly kind: 'failed'; readonly error: Error }

/** How long output that is on its way may take once the command has ended; a helper left behind may hold the pipe open for ever. */
const drainMs = 200

/** Runs a command and waits; kills it (SIGKILL) when the time is over or `signal` aborts. Never rejects. */
export function runCommand(request: RunRequest): Promise<RunResult> {
  return new Promise((resolve) => {
    try {
      watch(start(request), request, resolve)
    } catch (error) {
      resolve({ kind: 'failed', error: error as Error })
    }
  })
}

function start({ command, cwd, env, ids, onOutput }: RunRequest): ChildProcess {
  const child = spawn(command[0] ?? '', command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...ids })
  child.stdout.setEncoding('utf8').on('data', onOutput)
  child.stderr.setEncoding('utf8').on('data', onOutput)
  return child
}

function watch(child: ChildProcess, { timeoutMs, signal }: RunRequest, resolve: (result: RunResult) => void): void {
  const end = (result: RunResult): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    resolve(result)
  }
  const cut = (kind: 'timeout' | 'stopped'): void => {
    child.kill('SIGKILL')
    end({ kind })
  }
  const stop = (): void => cut('stopped')
  const timer = setTimeout(() => cut('timeout'), timeoutMs)
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  child.once('error', (error) => end({ kind: 'failed', error }))
  child.once('exit', (code, killedBy) => {
    const result: RunResult =
      killedBy === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal: killedBy }
    child.once('close', () => end(result))
    setTimeout(() => end(result), drainMs)
  })
}
