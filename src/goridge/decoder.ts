import { headerBytes, headerChecksum, headerWords, maxOptions, StreamBit } from './frame.ts'

/** What the decoder tells, in the order of the bytes. Buffers are views of the chunk pushed, or of an own copy: use them now. */
export interface FrameSink {
  /**
   * A whole frame. `option` is its first option, or -1 when it has none; `optionCount` says how many it has; `id` is the second,
   * which names a request (docs/protocol.md), or 0.
   */
  frame(flags: number, stream: number, option: number, optionCount: number, payload: Buffer, id: number): void
  /**
   * A frame larger than the limit begins: its payload follows in `piece` calls, the last one with `end`.
   */
  large(flags: number, stream: number, option: number, optionCount: number, payloadBytes: number, id: number): void
  piece(bytes: Buffer, end: boolean): void
  /** The stream is no longer frames. Nothing else is called after it; `bytes` are all that arrived from there on. */
  garbage(bytes: Buffer): void
}

const headerMaxBytes = headerBytes + maxOptions * 4
const empty = Buffer.alloc(0)
/** Largest buffer that is kept for the next part of a stream. */
const reusedMaxBytes = 256 * 1024

/**
 * Takes frames apart as bytes arrive. A frame inside one chunk is a view of it; one that spans chunks is put together in a buffer
 * of its announced size; one larger than `pieceBytes` passes through in pieces, so that no sender decides how much we hold.
 * The checksum is verified as soon as twelve bytes are there. Follows: spec 01 §1.6, §17.3.
 */
export class FrameDecoder {
  readonly #sink: FrameSink
  readonly #pieceBytes: number
  /** Header bytes that have arrived so far, when a chunk ended inside a header. */
  readonly #header = Buffer.allocUnsafe(headerMaxBytes)
  #headerFilled = 0
  /** The frame whose payload is arriving. */
  #flags = 0
  #stream = 0
  #option = -1
  #optionCount = 0
  #id = 0
  #missing = 0
  #payload: Buffer | undefined
  #filled = 0
  /** Parts of a stream that span chunks are put together here, one after the other: each is used up before the next arrives. */
  #reused = empty
  #inPieces = false
  #broken = false

  constructor(sink: FrameSink, pieceBytes: number) {
    this.#sink = sink
    this.#pieceBytes = pieceBytes
  }

  /** True between frames: nothing of a next one has arrived. */
  get atBoundary(): boolean {
    return this.#headerFilled === 0 && this.#missing === 0
  }

  /** True once bytes came that are no frame. */
  get broken(): boolean {
    return this.#broken
  }

  /** Bytes of an unfinished header: what a message shows when the stream ends there. */
  get unfinished(): Buffer {
    return this.#header.subarray(0, this.#headerFilled)
  }

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && !this.#broken) {
      at = this.#missing > 0 ? this.#takePayload(chunk, at) : this.#takeHeader(chunk, at)
    }
  }

  #takeHeader(chunk: Buffer, from: number): number {
    if (this.#headerFilled === 0 && chunk.length - from >= headerBytes) {
      const size = announcedHeaderBytes(chunk, from)
      if (size === 0) return this.#fail(chunk.subarray(from))
      if (chunk.length - from >= size) {
        this.#begin(chunk, from, size)
        return from + size
      }
    }
    return this.#collectHeader(chunk, from)
  }

  #collectHeader(chunk: Buffer, from: number): number {
    let at = from
    const wanted = this.#headerFilled < headerBytes ? headerBytes : ((this.#header[0] as number) & 15) * 4
    const take = Math.min(wanted - this.#headerFilled, chunk.length - at)
    chunk.copy(this.#header, this.#headerFilled, at, at + take)
    this.#headerFilled += take
    at += take
    if (this.#headerFilled < headerBytes) return at
    const size = announcedHeaderBytes(this.#header, 0)
    if (size === 0) return this.#fail(Buffer.concat([this.#header.subarray(0, this.#headerFilled), chunk.subarray(at)]))
    if (this.#headerFilled < size) return at
    this.#headerFilled = 0
    this.#begin(this.#header, 0, size)
    return at
  }

  #begin(bytes: Buffer, at: number, size: number): void {
    this.#flags = bytes[at + 1] as number
    this.#stream = bytes[at + 10] as number
    this.#optionCount = (size - headerBytes) >> 2
    this.#option = this.#optionCount > 0 ? bytes.readUInt32LE(at + headerBytes) : -1
    this.#id = this.#optionCount > 1 ? bytes.readUInt32LE(at + headerBytes + 4) : 0
    const payloadBytes = bytes.readUInt32LE(at + 2)
    if (payloadBytes === 0) {
      this.#sink.frame(this.#flags, this.#stream, this.#option, this.#optionCount, empty, this.#id)
      return
    }
    this.#missing = payloadBytes
    this.#filled = 0
    this.#inPieces = payloadBytes > this.#pieceBytes
    if (this.#inPieces)
      this.#sink.large(this.#flags, this.#stream, this.#option, this.#optionCount, payloadBytes, this.#id)
  }

  #takePayload(chunk: Buffer, at: number): number {
    const take = Math.min(this.#missing, chunk.length - at)
    const bytes = chunk.subarray(at, at + take)
    if (this.#inPieces) {
      this.#missing -= take
      this.#sink.piece(bytes, this.#missing === 0)
    } else if (this.#payload === undefined && take === this.#missing) {
      this.#missing = 0
      this.#sink.frame(this.#flags, this.#stream, this.#option, this.#optionCount, bytes, this.#id)
    } else this.#collect(bytes)
    return at + take
  }

  #collect(bytes: Buffer): void {
    this.#payload ??= this.#room(this.#missing)
    this.#payload.set(bytes, this.#filled)
    this.#filled += bytes.length
    this.#missing -= bytes.length
    if (this.#missing > 0) return
    const payload = this.#payload
    this.#payload = undefined
    this.#sink.frame(this.#flags, this.#stream, this.#option, this.#optionCount, payload, this.#id)
  }

  #room(bytes: number): Buffer {
    // What ends an answer is held until its chunk is parsed to the end, so only parts that others follow may share memory.
    if ((this.#stream & StreamBit.stream) === 0 || bytes > reusedMaxBytes) return Buffer.allocUnsafe(bytes)
    if (this.#reused.length < bytes) this.#reused = Buffer.allocUnsafeSlow(bytes)
    return this.#reused.subarray(0, bytes)
  }

  #fail(bytes: Buffer): number {
    this.#broken = true
    this.#sink.garbage(bytes)
    return Number.MAX_SAFE_INTEGER
  }
}

/** Size of the header that begins there, or 0 when it is none: its checksum or its length is impossible (spec 01 §18 D1). */
function announcedHeaderBytes(bytes: Buffer, at: number): number {
  if (bytes.readUInt32LE(at + 6) !== headerChecksum(bytes, at)) return 0
  return (headerWords(bytes[at] as number) ?? 0) * 4
}
