import { spawn } from 'node:child_process'
import type { UserIds } from './users.ts'

/** A command that runs to its end. */
export interface RunRequest {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
  readonly ids: UserIds | undefined
  /** Gets standard output and error, as they come. */
  onOutput(text: string): void
}

/** How it ended. */
export type RunResult =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'failed'; readonly error: Error }

/** Runs a command and waits; kills it (SIGKILL) when the time is over. Never rejects. */
export function runCommand(request: RunRequest): Promise<RunResult> {
  const child = spawn(request.command[0] ?? '', request.command.slice(1), {
    cwd: request.cwd,
    env: request.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...request.ids,
  })
  child.stdout.on('data', (chunk: Buffer) => request.onOutput(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => request.onOutput(chunk.toString()))
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve({ kind: 'timeout' })
    }, request.timeoutMs)
    const end = (result: RunResult): void => {
      clearTimeout(timer)
      resolve(result)
    }
    child.once('error', (error) => end({ kind: 'failed', error }))
    child.once('close', (code) => end({ kind: 'exited', code: code ?? -1 }))
  })
}
