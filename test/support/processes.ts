import { readdirSync, readFileSync } from 'node:fs'

/** Pids of the processes whose environment holds that assignment: everything a test run has started, however deep. */
export function processesWith(name: string, value: string): number[] {
  const assignment = `${name}=${value}`
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => readQuietly(`/proc/${pid}/environ`).split('\0').includes(assignment))
    .map(Number)
}

/** True while the process exists and has not ended (a zombie has). */
export function isAlive(pid: number): boolean {
  const stat = readQuietly(`/proc/${pid}/stat`)
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z'
}

/** The command line of a process, for messages. */
export function commandOf(pid: number): string {
  return readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

/** Resident memory of a process, bytes. */
export function memoryOf(pid: number): number {
  return Number(readQuietly(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * 4096
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
