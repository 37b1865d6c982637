import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a process costs now. */
export interface ProcessCost {
  /** RSS, bytes. */
  readonly memoryBytes: number
  /** Average since it started, percent of one core. */
  readonly cpuPercent: number
}

/** Without a word of the system about it. */
const usualPageBytes = 4096
/** Key of the page size in the table that the kernel gives each process; getauxval(3). */
const auxPageSize = 6n
/** Clock ticks per second in /proc: fixed for user space on Linux. */
const ticksPerSecond = 100

/**
 * Memory and processor use of a process, or undefined when it is gone. On Linux two small reads of /proc, never a `ps`.
 * Follows: spec 01 §16.
 */
export async function processCost(pid: number): Promise<ProcessCost | undefined> {
  try {
    return process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid)
  } catch {
    return undefined
  }
}

/** Resident memory of a process in bytes, or undefined when it is gone. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return (await processCost(pid))?.memoryBytes
  try {
    return residentIn(await readFile(`/proc/${pid}/statm`, 'latin1'), await pageBytes())
  } catch {
    return undefined
  }
}

async function fromProc(pid: number): Promise<ProcessCost> {
  const [statm, stat, uptime] = await Promise.all(
    [`/proc/${pid}/statm`, `/proc/${pid}/stat`, '/proc/uptime'].map((path) => readFile(path, 'latin1')),
  )
  const memoryBytes = residentIn(statm ?? '', await pageBytes())
  return { memoryBytes, cpuPercent: cpuIn(stat ?? '', Number.parseFloat(uptime ?? '0')) }
}

let knownPageBytes: Promise<number> | undefined

/** 4096 nearly everywhere; 16 or 64 KiB with some kernels on arm64. Read once. */
function pageBytes(): Promise<number> {
  knownPageBytes ??= readFile('/proc/self/auxv').then(pageBytesIn, () => usualPageBytes)
  return knownPageBytes
}

/** Pairs of native words, key and value. Little-endian on every machine we ship for. */
function pageBytesIn(table: Buffer): number {
  for (let at = 0; at + 16 <= table.length; at += 16) {
    if (table.readBigUInt64LE(at) === auxPageSize) return Number(table.readBigUInt64LE(at + 8))
  }
  return usualPageBytes
}

function residentIn(statm: string, page: number): number {
  return Number(statm.split(' ')[1]) * page
}

function cpuIn(stat: string, uptimeSeconds: number): number {
  // The name in parentheses may hold blanks; user and system time are fields 14 and 15, the start 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const busySeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  const ageSeconds = uptimeSeconds - Number(fields[19]) / ticksPerSecond
  return ageSeconds > 0 ? (100 * busySeconds) / ageSeconds : 0
}

async function fromPs(pid: number): Promise<ProcessCost> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=,pcpu=', '-p', String(pid)])
  const [kilobytes, percent] = stdout.trim().split(/\s+/)
  return { memoryBytes: Number(kilobytes) * 1024, cpuPercent: Number(percent) }
}
