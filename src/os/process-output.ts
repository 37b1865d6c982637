import { spawn } from 'node:child_process'

/** How a program that ran to its end, or to its limit, went. */
export interface ProcessOutput {
  /** Exit code; undefined when it could not be started, was killed or ran into the limit. */
  readonly code: number | undefined
  readonly stdout: string
  /** What it wrote to stderr, or why it could not be started. */
  readonly stderr: string
  readonly timedOut: boolean
}

/** Runs a program to its end and collects what it prints. Never throws: a program that cannot start is a result, too. */
export function processOutput(
  argv: readonly [string, ...string[]],
  options: { readonly timeoutMs: number; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ProcessOutput> {
  const { timeoutMs, cwd, env } = options
  const [file, ...args] = argv
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env })
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk))
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: undefined, stdout: '', stderr: error.message, timedOut: false })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      const [stdout, stderr] = [Buffer.concat(chunks.stdout), Buffer.concat(chunks.stderr)]
      resolve({ code: code ?? undefined, stdout: stdout.toString(), stderr: stderr.toString(), timedOut })
    })
  })
}
