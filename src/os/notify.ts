import { getSystemErrorMessage } from 'node:util'
import { type Libc, libc } from './libc.ts'
import { processOutput } from './process-output.ts'

/** What systemd is told; see sd_notify(3). */
export type ServiceState = 'READY=1' | 'STOPPING=1' | 'RELOADING=1' | 'WATCHDOG=1'

/** True when a service manager listens for states. */
export function notifyWanted(): boolean {
  return (process.env['NOTIFY_SOCKET'] ?? '') !== ''
}

/**
 * Tells the service manager a state: one datagram to the socket in NOTIFY_SOCKET. Does nothing when the variable is unset.
 * Node has no datagram sockets in the file system, so the C library is called; where that is not possible systemd's own
 * program does it. Follows: spec 02 §2.9.
 */
export async function notify(state: ServiceState): Promise<void> {
  const path = process.env['NOTIFY_SOCKET'] ?? ''
  if (path === '') return
  const c = libc()
  if (c === undefined) await runSystemdNotify(state)
  else sendDatagram(c, path, state)
}

/*
  struct sockaddr_un: [0–1] family, native order   [2 …] path, zero at its end; an abstract name (written with @) begins
  with the zero and has none at its end   Follows: unix(7)
*/
/** A socket address as the kernel takes it. */
export function unixAddress(path: string): Buffer {
  const name = path.startsWith('@') ? Buffer.from(`\0${path.slice(1)}`) : Buffer.from(`${path}\0`)
  const address = Buffer.alloc(2 + name.byteLength)
  new Uint16Array(address.buffer, address.byteOffset, 1)[0] = family.unix
  name.copy(address, 2)
  return address
}

// Numbers of Linux; systemd runs nowhere else.
const family = { unix: 1 } as const
const datagramCloseOnExec = 2 | 0o2000000
const doNotWait = 0x40
const noSignal = 0x4000

function sendDatagram(c: Libc, path: string, state: string): void {
  const address = unixAddress(path)
  const message = Buffer.from(state)
  const socket = c.socket(family.unix, datagramCloseOnExec, 0)
  if (socket < 0) throw new Error(`dial unixgram ${path}: socket: ${systemText(c.errno())}`)
  try {
    if (c.connect(socket, address, address.byteLength) < 0) {
      throw new Error(`dial unixgram ${path}: connect: ${systemText(c.errno())}`)
    }
    if (c.send(socket, message, BigInt(message.byteLength), doNotWait | noSignal) < 0) {
      throw new Error(`write unixgram ${path}: ${systemText(c.errno())}`)
    }
  } finally {
    c.close(socket)
  }
}

function systemText(errno: number): string {
  return getSystemErrorMessage(-errno) ?? `errno ${errno}`
}

async function runSystemdNotify(state: string): Promise<void> {
  const { code, stderr } = await processOutput(['systemd-notify', `--pid=${process.pid}`, state], { timeoutMs: 5000 })
  if (code !== 0) throw new Error(`systemd-notify: ${stderr.trim() || `exit code ${code}`}`)
}
