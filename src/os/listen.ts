import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { lstatSync, unlinkSync } from 'node:fs'
import type { ListenOptions, Server } from 'node:net'
import { isIP } from 'node:net'
import { systemErrorText } from '../lib/system-error.ts'
import { inheritedFd } from './inherited-sockets.ts'

/** Connections that may wait to be accepted: as many as the system allows, as in Go. Node's own 511 make a crowd come back after seconds. */
const backlogMax = 65_535

/** True when the text has the one `://` that an RPC address needs. */
export function isSocketDsn(address: string): boolean {
  return address.split('://').length === 2
}

/**
 * Where to listen: `tcp://host:port`, `tcp://:port` or `:port` (any IPv4 address), `tcp://[::]:port`, `unix://path`, `fd://3` (inherited). A file that is
 * in the way of a unix socket is removed. Names are resolved, IPv4 first: PHP connects with IPv4 only. Throws with the texts of
 * tcplisten. Follows: spec 02 §4.1.
 */
export async function listenOptions(address: string): Promise<ListenOptions & { readonly fd?: number }> {
  const parts = address.split('://')
  if (parts.length > 2) throw new Error(`wrong number of parsed protocol parts, address: ${address}`)
  const [scheme, target] = parts.length === 1 ? ['tcp', address] : (parts as [string, string])
  if (scheme === 'unix') return unixOptions(target)
  if (scheme === 'fd') return { fd: inheritedFd(address) }
  if (scheme !== 'tcp') throw new Error(`invalid Protocol ([tcp://]:6001, unix://file.sock), address: ${address}`)
  return tcpOptions(target)
}

function unixOptions(path: string): ListenOptions {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (status !== undefined && !status.isDirectory()) unlinkSync(path)
  return { path }
}

async function tcpOptions(target: string): Promise<ListenOptions> {
  const [, bracketed, plain = '', portText = ''] =
    /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(target) ?? missingPort(target)
  const host = bracketed ?? plain
  const port = Number(portText)
  if (!/^\d+$/.test(portText) || port > 65_535) throw new Error(`invalid port "${portText}": wanted 0 to 65535`)
  return { host: await addressOf(host), port }
}

function missingPort(target: string): never {
  throw new Error(
    `address ${target}: ${/:.*:/.test(target) ? 'too many colons in address' : 'missing port in address'}`,
  )
}

async function addressOf(host: string): Promise<string> {
  if (host === '') return '0.0.0.0'
  if (isIP(host) !== 0) return host
  try {
    return (await lookup(host, { order: 'ipv4first' })).address
  } catch (error) {
    throw new Error(`address ${host}: no suitable address found`, { cause: error })
  }
}

/** Makes a server listen at an address. Rejects with what stands in the way, in tcplisten's words. */
export async function listenOn(server: Server, address: string): Promise<void> {
  try {
    await bind(server, await listenOptions(address))
  } catch (error) {
    throw new Error(listenErrorText(address, error), { cause: error })
  }
}

/** What went wrong with listening, in tcplisten's words. */
export function listenErrorText(address: string, error: unknown): string {
  return (error as NodeJS.ErrnoException).syscall === 'listen' || (error as NodeJS.ErrnoException).syscall === 'bind'
    ? `cannot bind to "${address}": ${systemErrorText(error)}`
    : systemErrorText(error)
}

/** Shares the port with other servers where the system can, as RoadRunner does. */
async function bind(server: Server, options: ListenOptions): Promise<void> {
  try {
    await listening(server, options.host !== undefined ? { ...options, reusePort: true } : options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTSUP') throw error
    await listening(server, options)
  }
}

async function listening(server: Server, options: ListenOptions): Promise<void> {
  server.listen({ backlog: backlogMax, ...options })
  await once(server, 'listening')
}
