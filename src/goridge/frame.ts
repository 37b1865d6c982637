/*
  Frame: [0] version (high 4 bits), header length in 32-bit words (low 4)   [1] flags
         [2–5] payload length, little-endian   [6–9] CRC32 of bytes 0–5   [10] stream bits   [11] reserved
         [12 …] options, 32 bits each, little-endian   then the payload
  Follows: spec 01 §1.1; roadrunner-server/goridge pkg/frame
*/

/** Flag byte (byte 1). */
export const Flag = {
  control: 0x01,
  raw: 0x04,
  json: 0x08,
  msgpack: 0x10,
  gob: 0x20,
  error: 0x40,
  proto: 0x80,
} as const

/** Stream byte (byte 10); outside the checksum. */
export const StreamBit = {
  stream: 0x01,
  stop: 0x02,
  ping: 0x04,
  pong: 0x08,
} as const

/** Header without options, bytes. */
export const headerBytes = 12
/** Most options a frame may carry; spec 01 §1.1. */
export const maxOptions = 10

const version = 1
const minWords = 3
const maxWords = minWords + maxOptions

/** What a header says, before its payload has arrived. */
export interface FrameHeader {
  readonly flags: number
  readonly stream: number
  readonly options: readonly number[]
  readonly payloadBytes: number
}

/** A whole frame. `payload` is a view of the bytes that arrived: copy what outlives the callback. */
export interface Frame extends FrameHeader {
  readonly payload: Buffer
}

/** Bytes that a frame with these parts takes. */
export function frameBytes(optionCount: number, payloadBytes: number): number {
  return headerBytes + optionCount * 4 + payloadBytes
}

/**
 * Writes header and options at `offset`; the payload follows right behind. Returns the offset of the payload.
 * Raises RangeError on more than 10 options.
 */
export function writeHeader(
  target: Buffer,
  offset: number,
  flags: number,
  stream: number,
  options: readonly number[],
  payloadBytes: number,
): number {
  if (options.length > maxOptions)
    throw new RangeError(`Cannot write a frame: ${options.length} options, wanted at most ${maxOptions}`)
  target[offset] = (version << 4) | (minWords + options.length)
  target[offset + 1] = flags
  target.writeUInt32LE(payloadBytes, offset + 2)
  target.writeUInt32LE(headerChecksum(target, offset), offset + 6)
  target[offset + 10] = stream
  target[offset + 11] = 0
  let at = offset + headerBytes
  for (let index = 0; index < options.length; index++) at = target.writeUInt32LE(options[index] as number, at)
  return at
}

/** A whole frame in a buffer of its own. */
export function encodeFrame(
  flags: number,
  options: readonly number[],
  payload: string | Uint8Array,
  stream = 0,
): Buffer {
  const size = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength
  const frame = Buffer.allocUnsafe(frameBytes(options.length, size))
  const at = writeHeader(frame, 0, flags, stream, options, size)
  if (typeof payload === 'string') frame.write(payload, at)
  else frame.set(payload, at)
  return frame
}

/** CRC32 of the six bytes that a header's checksum covers. */
export function headerChecksum(bytes: Uint8Array, offset: number): number {
  let crc = -1
  for (let index = offset; index < offset + 6; index++) {
    crc = (crc >>> 8) ^ (crcTable[(crc ^ (bytes[index] as number)) & 0xff] as number)
  }
  return ~crc >>> 0
}

/** Options that a header announces, or undefined when no header may announce that many (spec 01 §18 D1). */
export function headerWords(firstByte: number): number | undefined {
  const words = firstByte & 0x0f
  return words < minWords || words > maxWords ? undefined : words
}

/** One row per byte value. By hand, because zlib's crc32 leaves JavaScript for six bytes of work. */
const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})
