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
