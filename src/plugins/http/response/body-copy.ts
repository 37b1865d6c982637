import type { Writable } from 'node:stream'
import { SpareBuffers } from './spare-buffers.ts'

/** Chunks from this size on are copied into buffers that are used again; smaller ones into Node's own pool. */
const spareMinBytes = 4 * 1024

const spares = new SpareBuffers()

/** Keeps memory that a connection may still send from. */
export interface LostBuffers {
  add(buffer: Buffer): void
}

/**
 * Writes a copy, so that the caller's bytes are free again. False: wait for `drain`. `lost` gets the copy when the stream is broken off: it
 * then reports its writes as done, without an error, while its connection may still send from their memory (HTTP/2).
 */
export function writeCopy(stream: Writable, bytes: Buffer, lost?: LostBuffers): boolean {
  if (bytes.length < spareMinBytes) return writeSmall(stream, Buffer.from(bytes), lost)
  const buffer = spares.take(bytes.length)
  buffer.set(bytes)
  return stream.write(buffer.subarray(0, bytes.length), () => giveBack(stream, buffer, lost))
}

/** Writes a copy as the last bytes of the stream. */
export function endCopy(stream: Writable, bytes: Buffer, lost?: LostBuffers): void {
  const buffer = spares.take(bytes.length)
  buffer.set(bytes)
  stream.end(buffer.subarray(0, bytes.length), () => giveBack(stream, buffer, lost))
}

function writeSmall(stream: Writable, buffer: Buffer, lost: LostBuffers | undefined): boolean {
  if (lost === undefined) return stream.write(buffer)
  return stream.write(buffer, () => {
    if (stream.destroyed) lost.add(buffer)
  })
}

/** Memory of a stream that was broken off is never used again: the next copy there could go to the wrong client. */
function giveBack(stream: Writable, buffer: Buffer, lost: LostBuffers | undefined): void {
  if (stream.destroyed) lost?.add(buffer)
  else spares.give(buffer)
}
