import { isMainThread } from 'node:worker_threads'
import { type Libc, libc } from './libc.ts'
import { adoptChild, type Child } from './reaper.ts'

/** A program to start, with what it gets for its descriptors 0, 1 and 2; -1 for /dev/null. */
export interface PosixSpawnRequest {
  /** Where the program is: no search. */
  readonly path: string
  /** Its arguments, the name that it is called by first. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdio: readonly [number, number, number]
}

/** Enough for both structures of spawn.h: the larger one has 336 bytes in glibc. */
const structBytes = 512
const signalSetBytes = 128
const SETPGROUP = 0x02
const SETSIGDEF = 0x04
const SETSIGMASK = 0x08
const O_RDWR = 2

/**
 * Starts a process, the leader of a group of its own, without a copy of our memory tables: 0.5 ms, where a fork of this process costs the loop
 * 10 to 28 ms, more under load (docs/decisions/spawning.md). Undefined, and nothing done, where this way is closed or the program cannot be
 * started: the ordinary way is there for that, and its errors say why.
 */
export function posixSpawn(request: PosixSpawnRequest): Child | undefined {
  const c = libc()
  // The signal that tells of an exit comes to the main thread only.
  if (c === undefined || !isMainThread) return undefined
  const pid = start(c, request)
  return pid === undefined ? undefined : adoptChild(c, pid)
}

function start(c: Libc, { path, command, env, cwd, stdio }: PosixSpawnRequest): number | undefined {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  if ([path, cwd, ...command, ...variables].some((text) => text.includes('\0'))) return undefined
  const actions = Buffer.allocUnsafeSlow(structBytes)
  const attributes = Buffer.allocUnsafeSlow(structBytes)
  c.posix_spawn_file_actions_init(actions)
  c.posix_spawnattr_init(attributes)
  try {
    const folder = cString(cwd)
    const nothing = cString('/dev/null')
    c.posix_spawn_file_actions_addchdir_np(actions, folder)
    for (const [target, fd] of stdio.entries()) {
      if (fd < 0) c.posix_spawn_file_actions_addopen(actions, target, nothing, O_RDWR, 0)
      else c.posix_spawn_file_actions_adddup2(actions, fd, target)
    }
    c.posix_spawnattr_setflags(attributes, SETPGROUP | SETSIGDEF | SETSIGMASK)
    c.posix_spawnattr_setsigdefault(attributes, Buffer.alloc(signalSetBytes, 0xff))
    const [pid, argv, envp] = [new Int32Array(4), cStrings(c, command), cStrings(c, variables)]
    const failed = c.posix_spawn(pid, cString(path), actions, attributes, argv.pointers, envp.pointers)
    return failed === 0 ? pid[0] : undefined
  } finally {
    c.posix_spawn_file_actions_destroy(actions)
    c.posix_spawnattr_destroy(attributes)
  }
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

/** An array of pointers to strings, ended by a null. The strings are in one block, which must be kept as long as the pointers are used. */
function cStrings(c: Libc, texts: readonly string[]): { readonly pointers: BigUint64Array; readonly block: Buffer } {
  const block = Buffer.from(texts.map((text) => `${text}\0`).join(''))
  const pointers = new BigUint64Array(texts.length + 1)
  let address = c.addressOf(block)
  for (const [index, text] of texts.entries()) {
    pointers[index] = address
    address += BigInt(Buffer.byteLength(text) + 1)
  }
  return { pointers, block }
}
