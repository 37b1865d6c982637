import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Words that run a command in a mount name space of its own where the folder is a disk of that size; needs no privileges. */
export function onSmallDisk(folder: string, sizeKilobytes: number, command: readonly string[]): string[] {
  const script = 'mount -t tmpfs -o size="$1"k tmpfs "$2" && shift 2 && exec "$@"'
  return ['unshare', '-rm', 'sh', '-c', script, 'sh', String(sizeKilobytes), folder, ...command]
}

/** Whether this machine lets us make such a disk. */
export function hasSmallDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'courser-disk-'))
  try {
    const [program = '', ...args] = onSmallDisk(folder, 64, ['true'])
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
