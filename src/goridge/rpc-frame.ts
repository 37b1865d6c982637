import { frameBytes, headerBytes, headerChecksum, headerWords, writeHeader } from './frame.ts'

/*
  RPC frame: a frame with exactly two options, [sequence, method length]; its payload is the method's name, then argument or result.
  Follows: spec 02 §4.2, §4.3
*/

const optionCount = 2
const rpcHeaderBytes = frameBytes(optionCount, 0)

/** Largest payload taken. JSON beyond it would not fit a string. */
export const rpcPayloadMaxBytes = 512 * 1024 * 1024

/** Takes a frame; `method` and `body` are views of bytes that arrived: copy what outlives the call. */
export type OnRpcFrame = (flags: number, sequence: number, method: Buffer, body: Buffer) => void

/**
 * Takes RPC frames apart as bytes arrive. A frame inside one chunk is a view of it; one that spans chunks is kept in pieces as
 * they come, so that a header cannot make us reserve what it announces.
 */
export class RpcFrameReader {
  readonly #onFrame: OnRpcFrame
  readonly #payloadMaxBytes: number
  #pieces: Buffer[] = []
  #kept = 0
  /** Bytes without which nothing more can be said. */
  #wanted = headerBytes
  #broken = false

  constructor(onFrame: OnRpcFrame, payloadMaxBytes = rpcPayloadMaxBytes) {
    this.#onFrame = onFrame
    this.#payloadMaxBytes = payloadMaxBytes
  }

  /** False once bytes came that are no RPC frame: nothing more is read. */
  push(chunk: Buffer): boolean {
    if (this.#broken) return false
    if (this.#kept + chunk.length < this.#wanted) {
      this.#keep(chunk)
      return true
    }
    let bytes = chunk
    if (this.#kept > 0) {
      this.#pieces.push(chunk)
      bytes = Buffer.concat(this.#pieces)
      this.#pieces = []
      this.#kept = 0
    }
    const at = this.#readFrames(bytes)
    if (!this.#broken && at < bytes.length) this.#keep(bytes.subarray(at))
    return !this.#broken
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#pieces.push(bytes)
    this.#kept += bytes.length
  }

  /** Gives the whole frames; returns where the unfinished one begins. */
  #readFrames(bytes: Buffer): number {
    let at = 0
    while (!this.#broken) {
      this.#wanted = wantedBytes(bytes, at, this.#payloadMaxBytes)
      if (this.#wanted === 0) this.#broken = true
      if (this.#wanted === 0 || bytes.length - at < this.#wanted) break
      const end = at + this.#wanted
      this.#give(bytes, at, end)
      at = end
    }
    return at
  }

  #give(bytes: Buffer, at: number, end: number): void {
    const sequence = bytes.readUInt32LE(at + headerBytes)
    const bodyAt = at + rpcHeaderBytes + bytes.readUInt32LE(at + headerBytes + 4)
    if (bodyAt > end) this.#broken = true
    else {
      const method = bytes.subarray(at + rpcHeaderBytes, bodyAt)
      this.#onFrame(bytes[at + 1] as number, sequence, method, bytes.subarray(bodyAt, end))
    }
  }
}

/** A whole RPC frame. */
export function encodeRpcFrame(
  flags: number,
  sequence: number,
  method: string | Uint8Array,
  body: string | Uint8Array,
): Buffer {
  const methodBytes = Buffer.byteLength(method)
  const bodyBytes = Buffer.byteLength(body)
  const frame = Buffer.allocUnsafe(frameBytes(optionCount, methodBytes + bodyBytes))
  const at = writeHeader(frame, 0, flags, 0, [sequence, methodBytes], methodBytes + bodyBytes)
  put(frame, method, at)
  put(frame, body, at + methodBytes)
  return frame
}

function put(target: Buffer, part: string | Uint8Array, at: number): void {
  if (typeof part === 'string') target.write(part, at)
  else target.set(part, at)
}

/** Size of the frame that begins there, as far as its bytes say; 0 when it is no RPC frame. */
function wantedBytes(bytes: Buffer, at: number, payloadMaxBytes: number): number {
  if (bytes.length - at < headerBytes) return headerBytes
  if (bytes.readUInt32LE(at + 6) !== headerChecksum(bytes, at)) return 0
  if (headerWords(bytes[at] as number) !== rpcHeaderBytes / 4) return 0
  const payloadBytes = bytes.readUInt32LE(at + 2)
  return payloadBytes > payloadMaxBytes ? 0 : rpcHeaderBytes + payloadBytes
}
