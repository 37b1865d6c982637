import { execFile } from 'node:child_process'
import { close, constants, open as openFile, rm } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Libc, libc } from './libc.ts'

/** A real pipe: descriptors of its two ends. Neither is inherited by a child that is not given it. */
export interface Pipe {
  readonly read: number
  readonly write: number
}

const openAsync = promisify(openFile)
const O_CLOEXEC = 0o2000000
const FIONREAD = 0x541bn

/**
 * Makes real pipes, for a worker's standard streams. Never `stdio: 'pipe'` for those: Node makes socket pairs of it, and PHP ends an
 * idle worker after `default_socket_timeout` when its input is a socket (spec 01 §3.3).
 */
export async function makePipes(count: number): Promise<Pipe[]> {
  const c = libc()
  if (c === undefined) return await makeFifos(count)
  const pipes: Pipe[] = []
  try {
    while (pipes.length < count) pipes.push(makePipe(c))
    return pipes
  } catch (error) {
    for (const pipe of pipes) closePipe(pipe)
    throw error
  }
}

/** Closes both ends. */
export function closePipe({ read, write }: Pipe): void {
  close(read, () => {})
  close(write, () => {})
}

/** Bytes that wait unread in the pipe of that descriptor, or undefined where the system does not say. */
export function unreadBytes(fd: number): number | undefined {
  const count = new Int32Array(1)
  return libc()?.ioctl(fd, FIONREAD, count) === 0 ? count[0] : undefined
}

function makePipe(c: Libc): Pipe {
  const ends = new Int32Array(2)
  if (c.pipe2(ends, O_CLOEXEC) !== 0)
    throw new Error('Cannot make a pipe: the process has no file descriptor left (ulimit -n)')
  return { read: ends[0] as number, write: ends[1] as number }
}

/** The slower way without `node:ffi`: named pipes in a private folder, unlinked as soon as both ends are open. */
async function makeFifos(count: number): Promise<Pipe[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rr-pipes-'))
  try {
    const paths = Array.from({ length: count }, (_, index) => join(folder, String(index)))
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths])
    return await Promise.all(paths.map(openBothEnds))
  } finally {
    rm(folder, { recursive: true, force: true }, () => {})
  }
}

async function openBothEnds(path: string): Promise<Pipe> {
  // A reader that does not wait must come first: a FIFO without one refuses a writer that does not wait.
  const probe = await openAsync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const [read, write] = await Promise.all([openAsync(path, constants.O_RDONLY), openAsync(path, constants.O_WRONLY)])
  close(probe, () => {})
  return { read, write }
}
