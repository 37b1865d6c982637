import type { Writable } from 'node:stream'
import { SpareBuffers } from './spare-buffers.ts'

/** Chunks from this size on are copied into buffers that are used again; smaller ones into Node's own pool. */
const spareMinBytes = 4 * 1024

const spares = new SpareBuffers()

/** Writes a copy, so that the caller's bytes are free again. False: wait for `drain`. */
export function writeCopy(stream: Writable, bytes: Buffer): boolean {
  if (bytes.length < spareMinBytes) return stream.write(Buffer.from(bytes))
  const buffer = spares.take(bytes.length)
  buffer.set(bytes)
  return stream.write(buffer.subarray(0, bytes.length), () => giveBack(stream, buffer))
}

/** Writes a copy as the last bytes of the stream. */
export function endCopy(stream: Writable, bytes: Buffer): void {
  const buffer = spares.take(bytes.length)
  buffer.set(bytes)
  stream.end(buffer.subarray(0, bytes.length), () => giveBack(stream, buffer))
}

/**
 * A stream that was broken off reports its writes as done, without an error, while its connection still sends from their memory
 * (HTTP/2: a frame half in the socket). The next copy there would go to the wrong client, so such a buffer is forgotten.
 */
function giveBack(stream: Writable, buffer: Buffer): void {
  if (!stream.destroyed) spares.give(buffer)
}
