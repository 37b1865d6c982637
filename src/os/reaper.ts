import { constants } from 'node:os'
import type { Libc } from './libc.ts'

/** How a process ended: a code, or the signal that ended it. */
export interface ProcessExit {
  readonly code: number | null
  readonly signal: string | null
}

/** A child of this process that Node knows nothing of. */
export interface Child {
  readonly pid: number
  /** Resolves when it has exited and was reaped. */
  readonly exited: Promise<ProcessExit>
  /** Ends it at once (SIGKILL). Does nothing once it was reaped: its number may be somebody else's by then. */
  kill(): void
}

const WNOHANG = 1
/** A signal for each exit is usual, not promised. */
const sweepMs = 1000
const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))

/** Children that run, each with what its end is told to. */
const children = new Map<number, (exit: ProcessExit) => void>()
let sweeper: NodeJS.Timeout | undefined

/**
 * Waits for a child that Node has not started. Node's own children are left to it: it waits for each by its number, as we do. Keeps the event
 * loop alive until the child has ended, as Node does.
 */
export function adoptChild(c: Libc, pid: number): Child {
  const exited = new Promise<ProcessExit>((resolve) => children.set(pid, resolve))
  if (sweeper === undefined) {
    const reap = (): void => reapAll(c)
    sweeper = setInterval(reap, sweepMs)
    process.on('SIGCHLD', reap)
    stopReaping = () => process.off('SIGCHLD', reap)
  }
  // It may have ended before anybody listened.
  setImmediate(() => reapAll(c))
  return { pid, exited, kill: () => void (children.has(pid) && process.kill(pid, 'SIGKILL')) }
}

let stopReaping = (): void => {}

function reapAll(c: Libc): void {
  const status = new Int32Array(4)
  for (const [pid, tell] of children) {
    const found = c.waitpid(pid, status, WNOHANG)
    if (found === 0) continue
    children.delete(pid)
    tell(found === pid ? exitOf(status[0] ?? 0) : { code: null, signal: null })
  }
  if (children.size > 0) return
  clearInterval(sweeper)
  sweeper = undefined
  stopReaping()
}

/** Follows: wait(2), WIFEXITED and its like. */
function exitOf(status: number): ProcessExit {
  const signal = status & 0x7f
  if (signal === 0) return { code: (status >> 8) & 0xff, signal: null }
  return { code: null, signal: signalNames.get(signal) ?? `signal ${signal}` }
}
