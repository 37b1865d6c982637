import { close, closeSync, constants, openSync, open as openWithCallback, readSync, rmSync } from 'node:fs'
import { chown, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { libc } from './libc.ts'

/** Two named pipes for one process: what we write into the first, it reads one write at a time. */
export interface PacketFifos {
  /** Names for the other process, to read from and to write to. */
  readonly inputPath: string
  readonly outputPath: string
  /** Our ends: the write end of its input, the read end of its output. */
  readonly write: number
  readonly read: number
  /** The other side has opened both, or will not: the names go. */
  release(): Promise<void>
}

/** Largest write that is one packet: PIPE_BUF. */
export const packetMaxBytes = 4096

const openFile = promisify(openWithCallback)
const F_GETFL = 3
const F_SETFL = 4
/** Folders that are still needed. Whatever ends this process takes them along. */
const folders = new Set<string>()
const scratch = Buffer.allocUnsafeSlow(packetMaxBytes)

/**
 * Makes the pipes, for the user that runs `pid`. Undefined where the system cannot: packets are Linux's (pipe(7), O_DIRECT). The names let
 * the other side open them close-on-exec, which an inherited descriptor is not: its children get nothing of them.
 */
export async function makePacketFifos(pid: number): Promise<PacketFifos | undefined> {
  const c = libc()
  if (c === undefined) return undefined
  const folder = await makeFolder()
  const remove = () => removeFolder(folder)
  const paths = [join(folder, 'in'), join(folder, 'out')] as const
  try {
    for (const path of paths) if (c.mkfifo(Buffer.from(`${path}\0`), 0o600) !== 0) throw new Error(`mkfifo ${path}`)
    await giveTo(pid, [folder, ...paths])
    const [input, output] = await Promise.all(paths.map(openBothEnds))
    const opened = [input?.read, output?.write]
    const fifos = { inputPath: paths[0], outputPath: paths[1], write: input?.write ?? -1, read: output?.read ?? -1 }
    if (setPacketMode(fifos.write)) return { ...fifos, release: () => (closeAll(opened), remove()) }
    closeAll([...opened, fifos.write, fifos.read])
  } catch {
    // No room, no right, no such call: then without.
  }
  await remove()
  return undefined
}

/**
 * Takes back what has been written into the pipe with that write end and not been read, a buffer for each write, in order: the other side has
 * not got it, and will not get it. Undefined, and nothing taken, when it cannot be opened (no descriptor left). A descriptor for reading is opened for the moment: one that stayed open would hide from us that
 * the other side is gone.
 */
export function takeBackPackets(write: number): Buffer[] | undefined {
  const fd = openToRead(write)
  if (fd === undefined) return undefined
  const packets: Buffer[] = []
  try {
    for (let count = readSync(fd, scratch); count > 0; count = readSync(fd, scratch)) {
      packets.push(Buffer.from(scratch.subarray(0, count)))
    }
  } catch {
    // EAGAIN: it is empty.
  } finally {
    closeSync(fd)
  }
  return packets
}

function openToRead(write: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${write}`, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rr-fifos-'))
  folders.add(folder)
  if (folders.size === 1) process.on('exit', removeFolders)
  return folder
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  folders.delete(folder)
  if (folders.size === 0) process.off('exit', removeFolders)
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

async function giveTo(pid: number, paths: readonly string[]): Promise<void> {
  const { uid, gid } = await stat(`/proc/${pid}`)
  if (uid !== process.geteuid?.()) await Promise.all(paths.map((path) => chown(path, uid, gid)))
}

/** A writer that does not wait needs a reader, and a reader without a writer sees the end: both are held until the other side is there. */
async function openBothEnds(path: string): Promise<{ readonly read: number; readonly write: number }> {
  const read = await openFile(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return { read, write: await openFile(path, constants.O_WRONLY | constants.O_NONBLOCK) }
}

/** Each write becomes a packet, and each read takes one. */
function setPacketMode(fd: number): boolean {
  const c = libc()
  const flags = c?.fcntl(fd, F_GETFL, 0) ?? -1
  return flags !== -1 && c?.fcntl(fd, F_SETFL, flags | constants.O_DIRECT) === 0
}

function closeAll(fds: readonly (number | undefined)[]): void {
  for (const fd of fds) if (fd !== undefined && fd >= 0) close(fd, () => {})
}
