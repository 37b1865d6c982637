import { createRequire } from 'node:module'

/** Calls of the C library that Node has no function for. */
export interface Libc {
  /** A pipe whose ends no child inherits unasked: `ends` becomes [read, write]. 0, or -1 on failure. */
  pipe2(ends: Int32Array, flags: number): number
  /** A named pipe; `path` ends in a zero byte. 0, or -1 on failure. */
  mkfifo(path: Uint8Array, mode: number): number
  /** Reads or changes a descriptor's flags. -1 on failure. */
  fcntl(fd: number, command: number, value: number): number
  /** Bytes that wait in a pipe or socket: `count` is filled with FIONREAD. 0, or -1 on failure. */
  ioctl(fd: number, request: bigint, count: Int32Array): number
  socket(family: number, type: number, protocol: number): number
  connect(fd: number, address: Uint8Array, addressBytes: number): number
  /** Bytes sent, or -1. */
  send(fd: number, bytes: Uint8Array, count: bigint, flags: number): number
  close(fd: number): number
  /** 0, or -1 on failure. */
  setsockopt(fd: number, level: number, option: number, value: Uint8Array, valueBytes: number): number
  /** Structures of spawn.h. */
  posix_spawn_file_actions_init(actions: Uint8Array): number
  posix_spawn_file_actions_destroy(actions: Uint8Array): number
  posix_spawn_file_actions_addchdir_np(actions: Uint8Array, path: Uint8Array): number
  posix_spawn_file_actions_addopen(
    actions: Uint8Array,
    fd: number,
    path: Uint8Array,
    flags: number,
    mode: number,
  ): number
  posix_spawn_file_actions_adddup2(actions: Uint8Array, fd: number, target: number): number
  posix_spawnattr_init(attributes: Uint8Array): number
  posix_spawnattr_destroy(attributes: Uint8Array): number
  posix_spawnattr_setflags(attributes: Uint8Array, flags: number): number
  posix_spawnattr_setsigdefault(attributes: Uint8Array, signals: Uint8Array): number
  /** Starts a program: `pid` is filled. 0, or the number of the error. Arguments and environment are pointers to strings, the last null. */
  posix_spawn(
    pid: Int32Array,
    path: Uint8Array,
    actions: Uint8Array,
    attributes: Uint8Array,
    command: BigUint64Array,
    environment: BigUint64Array,
  ): number
  /** The child that has ended, 0 when it has not, -1 on failure; `status` is filled. */
  waitpid(pid: number, status: Int32Array, options: number): number
  /** Where the bytes lie, for structures that hold pointers. Valid as long as they are reachable. */
  addressOf(bytes: Uint8Array): bigint
  /** Why the call before this one failed. */
  errno(): number
}

let loaded: Libc | null | undefined

/** The C library through `node:ffi`, or undefined where that module or a call is missing (then callers take their slower way). */
export function libc(): Libc | undefined {
  if (loaded === undefined) loaded = load()
  return loaded ?? undefined
}

function load(): Libc | null {
  if (process.platform !== 'linux') return null
  try {
    const { dlopen, getInt32, getRawPointer } = createRequire(import.meta.url)('node:ffi') as typeof import('node:ffi')
    const { __errno_location: errnoAddress, ...functions } = dlopen(null, {
      pipe2: { arguments: ['pointer', 'int32'], return: 'int32' },
      mkfifo: { arguments: ['pointer', 'uint32'], return: 'int32' },
      fcntl: { arguments: ['int32', 'int32', 'int32'], return: 'int32' },
      ioctl: { arguments: ['int32', 'uint64', 'pointer'], return: 'int32' },
      socket: { arguments: ['int32', 'int32', 'int32'], return: 'int32' },
      connect: { arguments: ['int32', 'pointer', 'uint32'], return: 'int32' },
      send: { arguments: ['int32', 'pointer', 'uint64', 'int32'], return: 'int32' },
      close: { arguments: ['int32'], return: 'int32' },
      setsockopt: { arguments: ['int32', 'int32', 'int32', 'pointer', 'uint32'], return: 'int32' },
      posix_spawn_file_actions_init: { arguments: ['pointer'], return: 'int32' },
      posix_spawn_file_actions_destroy: { arguments: ['pointer'], return: 'int32' },
      posix_spawn_file_actions_addchdir_np: { arguments: ['pointer', 'pointer'], return: 'int32' },
      posix_spawn_file_actions_addopen: {
        arguments: ['pointer', 'int32', 'pointer', 'int32', 'uint32'],
        return: 'int32',
      },
      posix_spawn_file_actions_adddup2: { arguments: ['pointer', 'int32', 'int32'], return: 'int32' },
      posix_spawnattr_init: { arguments: ['pointer'], return: 'int32' },
      posix_spawnattr_destroy: { arguments: ['pointer'], return: 'int32' },
      posix_spawnattr_setflags: { arguments: ['pointer', 'int32'], return: 'int32' },
      posix_spawnattr_setsigdefault: { arguments: ['pointer', 'pointer'], return: 'int32' },
      posix_spawn: {
        arguments: ['pointer', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer'],
        return: 'int32',
      },
      waitpid: { arguments: ['int32', 'pointer', 'int32'], return: 'int32' },
      __errno_location: { arguments: [], return: 'pointer' },
    }).functions
    return {
      ...(functions as Omit<Libc, 'errno' | 'addressOf'>),
      errno: () => getInt32(errnoAddress()),
      addressOf: (bytes) => getRawPointer(bytes),
    }
  } catch {
    return null
  }
}
