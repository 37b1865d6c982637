import { fstatSync } from 'node:fs'
import { RRError } from '../lib/errors.ts'
import { libc } from './libc.ts'

/** Descriptors of a service manager begin here; see sd_listen_fds(3). */
const firstFd = 3

const setDescriptorFlags = 2
const closeOnExec = 1

let byName: ReadonlyMap<string, number> = new Map()

/**
 * Notes the listening sockets that a service manager has passed (LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES), and takes the variables out of the
 * environment: they are for this process, not for its workers. To be called once, at the start.
 */
export function takeInheritedSockets(env: NodeJS.ProcessEnv = process.env, pid = process.pid): void {
  byName = socketsByName(env, pid)
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) delete env[name]
  // A worker that kept a descriptor would keep the port when everything else has gone.
  for (const fd of byName.values()) libc()?.fcntl(fd, setDescriptorFlags, closeOnExec)
}

/** The numbers of the sockets by their names, and by themselves. Follows: sd_listen_fds_with_names(3) */
export function socketsByName(env: NodeJS.ProcessEnv, pid: number): ReadonlyMap<string, number> {
  const count = Number(env['LISTEN_FDS'])
  if (env['LISTEN_PID'] !== String(pid) || !Number.isInteger(count) || count < 1) return new Map()
  const names = (env['LISTEN_FDNAMES'] ?? '').split(':')
  const fds = Array.from({ length: count }, (_, index) => firstFd + index)
  // Of several sockets with one name the first counts.
  const named = fds.map((fd, index) => [names[index] ?? '', fd] as const).reverse()
  return new Map([...named, ...fds.map((fd) => [String(fd), fd] as const)])
}

/** True for `fd://…`. */
export function isInherited(address: string): boolean {
  return address.startsWith('fd://')
}

/**
 * The descriptor of `fd://3` or `fd://web`: a number may also come from whoever started us without saying so in the environment. Raises
 * RR_SOCKET_NOT_INHERITED.
 */
export function inheritedFd(address: string): number {
  const name = address.slice('fd://'.length)
  const fd = byName.get(name) ?? (/^\d{1,9}$/.test(name) ? Number(name) : -1)
  if (fd < firstFd || !isSocket(fd))
    throw new RRError('RR_SOCKET_NOT_INHERITED', [address, [...byName.keys()].join(', ')])
  return fd
}

function isSocket(fd: number): boolean {
  try {
    return fstatSync(fd).isSocket()
  } catch {
    return false
  }
}
