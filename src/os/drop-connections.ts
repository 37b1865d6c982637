import { libc } from './libc.ts'

const solSocket = 1
const attachFilter = 26
const flagsOffset = 13
const synFlag = 0x02
const wholePacket = 0xffff_ffff

/*
  Instructions of the classic packet filter, 8 bytes each: [0–1] code [2] jump if true [3] jump if false [4–7] operand; little-endian.
  The packet begins with the TCP header. Follows: linux Documentation/networking/filter.rst
*/
const program = Buffer.concat([
  instruction(0x30, 0, 0, flagsOffset), // load the byte with the flags
  instruction(0x45, 0, 1, synFlag), // SYN? else skip one
  instruction(0x06, 0, 0, 0), // drop
  instruction(0x06, 0, 0, wholePacket), // take
])

/**
 * Makes a listening TCP socket drop attempts to connect, while those that have begun still complete and can be accepted. Whoever closes a
 * listener right away resets the connections that the system has completed and the program not yet accepted: their requests are lost.
 * A dropped attempt is repeated by its client's system a second later, and is then refused, or served by the next process. False where
 * the system cannot do it.
 */
export function dropNewConnections(fd: number): boolean {
  const c = libc()
  if (c === undefined || fd < 0) return false
  // struct sock_fprog: [0–1] count of instructions [8–15] where they lie
  const description = Buffer.alloc(16)
  description.writeUInt16LE(program.length / 8, 0)
  description.writeBigUInt64LE(c.addressOf(program), 8)
  return c.setsockopt(fd, solSocket, attachFilter, description, description.length) === 0
}

function instruction(code: number, ifTrue: number, ifFalse: number, operand: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(ifTrue, 2)
  bytes.writeUInt8(ifFalse, 3)
  bytes.writeUInt32LE(operand, 4)
  return bytes
}
