import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RRError } from '../../lib/errors.ts'
import { formatGoDuration } from '../../lib/go-duration.ts'
import { errorText, OpError } from '../../lib/op-error.ts'
import type { ProcessExit } from '../../os/spawn.ts'
import { spawnTimeout } from '../../pool/failures.ts'

/** Remembers how the first process ended that ended by itself: when one does not start, the pool kills the others. */
export class ExitWitness {
  exit: ProcessExit | undefined

  watch(exited: Promise<ProcessExit>): void {
    void exited.then((exit) => {
      if (typeof this.exit?.code !== 'number') this.exit = exit
    })
  }
}

/** What decided how a worker was started, and where that was configured. */
export interface StartFacts {
  readonly command: readonly string[]
  readonly cwd: string
  /** Path of the setting that the command comes from. */
  readonly commandPath: string
  /** `server.user`, or empty. */
  readonly user: string
  /** Path and value of the setting that limits the start, milliseconds. */
  readonly timeoutPath: string
  readonly timeoutMs: number
  /** How the last worker ended. */
  readonly exit: ProcessExit | undefined
}

/**
 * Why workers do not start, in words that name the cause and the setting: said beside RoadRunner's own text (`WorkerAllocate: EOF`), which
 * scripts know and which stays as it is. Undefined for a failure of another kind.
 */
export function explainStartFailure(failure: unknown, facts: StartFacts): RRError | undefined {
  if (!(failure instanceof OpError) || !failure.is('WorkerAllocate')) return undefined
  const [reason, ...settings] = failure.is('FileNotFound')
    ? scriptFault(rootText(failure), facts)
    : workerFault(rootText(failure), facts)
  const where = [`${facts.commandPath}`, ...settings].join(', ')
  return new RRError('RR_WORKER_START_FAILED', [facts.command.join(' '), reason, where], { cause: failure })
}

type Fault = readonly [reason: string, ...otherSettings: string[]]

/** PHP found no script, or could not read it. */
function scriptFault(text: string, { cwd, user }: StartFacts): Fault {
  const script = /input file: (.+)/.exec(text)?.[1] ?? ''
  const path = resolve(cwd, script)
  if (script === '' || !existsSync(path)) return [`there is no script ${JSON.stringify(script)} in ${cwd}`]
  if (user === '') return [`the server may not read the script ${path}`]
  return [`its user may not read the script ${path}`, `server.user = ${user}`]
}

function workerFault(text: string, { exit, timeoutMs, timeoutPath, user }: StartFacts): Fault {
  if (text.startsWith('validation failed on the message sent to STDOUT')) {
    return ['it printed to standard output, wanted nothing there but frames; print to standard error']
  }
  if (text === spawnTimeout().message) {
    const limit = `${timeoutPath} = ${formatGoDuration(timeoutMs * 1e6)}`
    return ['it did not say hello in time, wanted a script that serves as a worker', limit]
  }
  if (text === 'EOF' || text === 'unexpected EOF') {
    return [`it ended with ${exitText(exit)} before it said hello, wanted a script that serves as a worker`]
  }
  return user === '' ? [text] : [text, `server.user = ${user}`]
}

function exitText(exit: ProcessExit | undefined): string {
  return exit === undefined || exit.code === null ? `signal ${exit?.signal}` : `exit code ${exit.code}`
}

function rootText(error: unknown): string {
  let root = error
  while (root instanceof OpError && root.cause !== undefined) root = root.cause
  return errorText(root)
}
