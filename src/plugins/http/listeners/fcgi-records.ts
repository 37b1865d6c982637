/*
  A record of FastCGI: [0] version, 1   [1] type   [2–3] request id   [4–5] content length   [6] padding length   [7] reserved, then content
  and padding; numbers big-endian. Names and values have lengths of one byte, or of four with the highest bit set.
  Follows: FastCGI Specification §3.3, §3.4
*/

/** Types of records. */
export const RecordType = {
  begin: 1,
  abort: 2,
  end: 3,
  params: 4,
  stdin: 5,
  stdout: 6,
  stderr: 7,
  getValues: 9,
  getValuesResult: 10,
  unknown: 11,
} as const

/** How a request ended, in an `end` record. */
export const EndStatus = { complete: 0, unknownRole: 3 } as const

/** A record as it came. `content` is valid during the call only. */
export interface FcgiRecord {
  readonly type: number
  readonly id: number
  readonly content: Buffer
}

const headerBytes = 8
const maxContentBytes = 0xffff

/** Takes records apart as bytes arrive, in order. Raises an error at what is no FastCGI. */
export class RecordReader {
  readonly #onRecord: (record: FcgiRecord) => void
  #rest: Buffer = Buffer.alloc(0)

  constructor(onRecord: (record: FcgiRecord) => void) {
    this.#onRecord = onRecord
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (bytes.length - at >= headerBytes) {
      if (bytes[at] !== 1) throw new Error(`FastCGI version ${bytes[at]}, wanted 1`)
      const contentEnd = at + headerBytes + bytes.readUInt16BE(at + 4)
      const end = contentEnd + (bytes[at + 6] as number)
      if (bytes.length < end) break
      const content = bytes.subarray(at + headerBytes, contentEnd)
      this.#onRecord({ type: bytes[at + 1] as number, id: bytes.readUInt16BE(at + 2), content })
      at = end
    }
    this.#rest = Buffer.from(bytes.subarray(at))
  }
}

/** The bytes of a stream's content, in as many records as it takes; an empty one ends the stream. */
export function records(type: number, id: number, content: Buffer): Buffer {
  if (content.length === 0) return record(type, id, content)
  const parts: Buffer[] = []
  for (let at = 0; at < content.length; at += maxContentBytes) {
    parts.push(record(type, id, content.subarray(at, at + maxContentBytes)))
  }
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
}

/** The record that ends a request. */
export function endRecord(id: number, status: number): Buffer {
  return record(RecordType.end, id, Buffer.of(0, 0, 0, 0, status, 0, 0, 0))
}

/** Reads names and values in turn, one character per byte. Raises an error when a length lies. */
export function readPairs(bytes: Buffer): string[] {
  const pairs: string[] = []
  let at = 0
  const length = (): number => {
    const short = bytes[at]
    if (short === undefined || (short >= 128 && at + 4 > bytes.length))
      throw new Error('FastCGI parameters are cut off')
    if (short < 128) {
      at += 1
      return short
    }
    at += 4
    return bytes.readUInt32BE(at - 4) & 0x7fffffff
  }
  while (at < bytes.length) {
    const lengths = [length(), length()]
    for (const size of lengths) {
      if (at + size > bytes.length) throw new Error('FastCGI parameters are cut off')
      pairs.push(bytes.toString('latin1', at, at + size))
      at += size
    }
  }
  return pairs
}

/** Writes names and values. */
export function writePairs(pairs: readonly string[]): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < pairs.length; at += 2) {
    const texts = [Buffer.from(pairs[at] as string, 'latin1'), Buffer.from(pairs[at + 1] as string, 'latin1')]
    parts.push(...texts.map(({ length }) => lengthBytes(length)), ...texts)
  }
  return Buffer.concat(parts)
}

function lengthBytes(length: number): Buffer {
  if (length < 128) return Buffer.of(length)
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE((length | 0x80000000) >>> 0)
  return bytes
}

function record(type: number, id: number, content: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + content.length)
  bytes[0] = 1
  bytes[1] = type
  bytes.writeUInt16BE(id, 2)
  bytes.writeUInt16BE(content.length, 4)
  bytes[6] = 0
  bytes[7] = 0
  bytes.set(content, headerBytes)
  return bytes
}
