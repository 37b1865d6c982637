import { readdir, readFile, readlink } from 'node:fs/promises'

/** What a process does at a moment, as its kernel sees it. */
export interface ProcessSample {
  /** `runs` on a processor or waits for one; `waits` for something; `waits for a disk`; or the letter of another state. */
  readonly state: string
  /** The system call that it is in, with what its first argument stands for: `recvfrom 127.0.0.1:3306`. Undefined: none, or not to be seen. */
  readonly call: string | undefined
  /** Where its open TCP connections lead. */
  readonly connections: readonly string[]
  /** Functions of the kernel that it is in, innermost first; only root sees them. */
  readonly stack: readonly string[]
}

/** Most connections that are told. */
const maxConnections = 8

/** Looks at a process, without stopping it. Undefined when it is gone, and on systems without /proc. */
export async function sampleProcess(pid: number): Promise<ProcessSample | undefined> {
  if (process.platform !== 'linux' || pid <= 0) return undefined
  const stat = await read(pid, 'stat')
  if (stat === '') return undefined
  const [call, stack, sockets] = await Promise.all([read(pid, 'syscall'), read(pid, 'stack'), socketsOf(pid)])
  return {
    state: stateOf(stat),
    call: await callOf(pid, call, sockets),
    connections: [...new Set(sockets.values())].slice(0, maxConnections),
    stack: [...stack.matchAll(/^\[<[^>]*>\] ([^+\n]+)/gm)].map(([, name]) => name as string),
  }
}

const states: Readonly<Record<string, string>> = { R: 'runs', S: 'waits', D: 'waits for a disk' }

/** The letter behind the name, which may itself hold parentheses. */
function stateOf(stat: string): string {
  const letter = stat.charAt(stat.lastIndexOf(')') + 2)
  return states[letter] ?? letter
}

/* Calls in which programs wait, by number; arm64's differ. */
const calls: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  x64: {
    0: 'read',
    1: 'write',
    7: 'poll',
    23: 'select',
    35: 'nanosleep',
    42: 'connect',
    43: 'accept',
    44: 'sendto',
    45: 'recvfrom',
    46: 'sendmsg',
    47: 'recvmsg',
    61: 'wait4',
    72: 'fcntl',
    73: 'flock',
    74: 'fsync',
    202: 'futex',
    230: 'nanosleep',
    232: 'epoll_wait',
    271: 'ppoll',
  },
  arm64: {
    25: 'fcntl',
    32: 'flock',
    63: 'read',
    64: 'write',
    72: 'select',
    73: 'ppoll',
    82: 'fsync',
    98: 'futex',
    101: 'nanosleep',
    115: 'nanosleep',
    203: 'connect',
    206: 'sendto',
    207: 'recvfrom',
    211: 'sendmsg',
    212: 'recvmsg',
    260: 'wait4',
  },
}

/** Calls whose first argument is a descriptor. */
const onDescriptor = [
  'read',
  'write',
  'connect',
  'accept',
  'sendto',
  'recvfrom',
  'sendmsg',
  'recvmsg',
  'fcntl',
  'flock',
  'fsync',
]

/** `/proc/PID/syscall`: the number, then arguments in hexadecimal; `running` on a processor. */
async function callOf(pid: number, text: string, sockets: ReadonlyMap<string, string>): Promise<string | undefined> {
  const [, number, first = '0'] = /^(\d+) 0x([0-9a-f]+)/.exec(text) ?? []
  if (number === undefined) return undefined
  const name = calls[process.arch]?.[Number(number)] ?? `system call ${number}`
  if (!onDescriptor.includes(name)) return name
  const target = await readlink(`/proc/${pid}/fd/${Number.parseInt(first, 16)}`).catch(() => '')
  return `${name} ${sockets.get(target) ?? target}`.trimEnd()
}

/** The TCP connections of a process: its links `socket:[inode]`, and the other end of each. */
async function socketsOf(pid: number): Promise<Map<string, string>> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const links = new Set(await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => ''))))
  const tables = await Promise.all([read(pid, 'net/tcp'), read(pid, 'net/tcp6')])
  const found = new Map<string, string>()
  for (const line of tables.join('\n').split('\n')) {
    const fields = line.trim().split(/\s+/)
    const link = `socket:[${fields[9]}]`
    if (links.has(link) && fields[3] === established) found.set(link, peerOf(fields[2] ?? ''))
  }
  return found
}

const established = '01'

/** `0100007F:0CEA`: words of four bytes in the order of the machine, then the port. */
function peerOf(text: string): string {
  const [address = '', port = '0'] = text.split(':')
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => [...Buffer.from(word, 'hex').reverse()])
  const mapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff
  const shown = bytes.length === 4 || mapped ? bytes.slice(-4).join('.') : `[${groups(bytes)}]`
  return `${shown}:${Number.parseInt(port, 16)}`
}

function groups(bytes: readonly number[]): string {
  const words = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  )
  return new URL(`http://[${words.join(':')}]/`).hostname.slice(1, -1)
}

/** Empty when it cannot be read: the process is gone, or belongs to somebody else. */
async function read(pid: number, name: string): Promise<string> {
  return await readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
}
