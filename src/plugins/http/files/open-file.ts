import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** A regular file that is open for reading. */
export interface OpenFile {
  readonly handle: FileHandle
  readonly size: number
  readonly mtimeMs: number
}

const sniffBytes = 512

/**
 * Opens a regular file for reading; undefined for a folder or anything else. Raises the error of the system. What is opened is what
 * was looked at: the name may point elsewhere a moment later. A FIFO does not block.
 */
export async function openFile(path: string): Promise<OpenFile | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await handle.stat()
    if (stat.isFile()) return { handle, size: stat.size, mtimeMs: stat.mtimeMs }
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return undefined
}

/** The first bytes of a file, for a guess at its type. */
export async function firstBytes({ handle }: OpenFile): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
  return buffer.subarray(0, bytesRead)
}
