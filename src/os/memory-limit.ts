import { readFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'

/** Where the system mounts its control groups. */
const mount = '/sys/fs/cgroup'

/**
 * Most memory that this process and its children may use together, bytes: the smallest limit of their control group (v1 or v2) and of the
 * groups above it, or the machine's memory. Limits that are no limits (v1 says so by a huge number) count as none.
 */
export async function memoryLimitBytes(root = mount, membership = '/proc/self/cgroup'): Promise<number> {
  const groups = await readFile(membership, 'utf8').catch(() => '')
  const files = groups.split('\n').flatMap(limitFiles)
  const limits = await Promise.all(files.map((file) => readLimit(join(root, file))))
  return Math.min(totalmem(), ...limits)
}

/** The files that limit a group named by a line of /proc/self/cgroup: its own, and those of the groups above. */
function limitFiles(line: string): string[] {
  const [hierarchy, controllers, ...rest] = line.split(':')
  const path = rest.join(':')
  if (path === '') return []
  if (hierarchy === '0' && controllers === '') return upwards(path).map((folder) => join(folder, 'memory.max'))
  if (!controllers?.split(',').includes('memory')) return []
  return upwards(path).map((folder) => join('memory', folder, 'memory.limit_in_bytes'))
}

function upwards(path: string): string[] {
  return path === '/' ? ['/'] : [path, ...upwards(dirname(path))]
}

async function readLimit(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => 'max')
  const bytes = Number(text.trim())
  return Number.isFinite(bytes) && bytes > 0 ? bytes : Number.POSITIVE_INFINITY
}
