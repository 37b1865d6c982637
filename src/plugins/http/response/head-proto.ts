/*
  message Response { 1 int64 status  2 map<string, HeaderValue> headers }, HeaderValue { 1 repeated bytes value }
  Follows: spec 03 §4.2
*/
import type { WorkerHead } from './worker-head.ts'

const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** Reads a `Response` message. Raises an error when the bytes are none. */
export function decodeProtoHead(context: Buffer): WorkerHead {
  const reader = new ProtoReader(context, 0, context.length)
  const pairs: string[] = []
  let status = 0
  while (reader.more()) {
    const tag = reader.varint()
    if (tag === ((1 << 3) | wire.varint)) status = reader.signed()
    else if (tag === ((2 << 3) | wire.bytes)) readEntry(reader.message(), pairs)
    else reader.skip(tag)
  }
  return { status, pairs }
}

function readEntry(entry: ProtoReader, pairs: string[]): void {
  let name = ''
  const values: string[] = []
  while (entry.more()) {
    const tag = entry.varint()
    if (tag === ((1 << 3) | wire.bytes)) name = entry.text()
    else if (tag === ((2 << 3) | wire.bytes)) readValues(entry.message(), values)
    else entry.skip(tag)
  }
  for (const value of values) pairs.push(name, value)
}

function readValues(message: ProtoReader, values: string[]): void {
  while (message.more()) {
    const tag = message.varint()
    if (tag === ((1 << 3) | wire.bytes)) values.push(message.text())
    else message.skip(tag)
  }
}

/** Reads fields of a part of a buffer, never beyond it. */
class ProtoReader {
  readonly #bytes: Buffer
  readonly #end: number
  #at: number

  constructor(bytes: Buffer, at: number, end: number) {
    this.#bytes = bytes
    this.#at = at
    this.#end = end
  }

  more(): boolean {
    return this.#at < this.#end
  }

  /** An unsigned varint; exact below 2^53, which every tag and length is. */
  varint(): number {
    let value = 0
    for (let scale = 1, count = 0; count < 10; count++, scale *= 0x80) {
      const byte = this.#byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
    throw new Error('proto: a varint is too long')
  }

  /** An int64; negative ones take ten bytes. */
  signed(): number {
    const start = this.#at
    const value = this.varint()
    if (this.#at - start < 10) return value
    let exact = 0n
    for (let index = this.#at - 1; index >= start; index--)
      exact = (exact << 7n) | BigInt((this.#bytes[index] ?? 0) & 0x7f)
    return Number(BigInt.asIntN(64, exact))
  }

  /** A length-delimited field, one character per byte. */
  text(): string {
    const end = this.#endOf(this.varint())
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end
    return text
  }

  message(): ProtoReader {
    const end = this.#endOf(this.varint())
    const inner = new ProtoReader(this.#bytes, this.#at, end)
    this.#at = end
    return inner
  }

  skip(tag: number): void {
    const type = tag % 8
    if (type === wire.varint) this.varint()
    else if (type === wire.bytes) this.#at = this.#endOf(this.varint())
    else if (type === wire.fixed64) this.#at = this.#endOf(8)
    else if (type === wire.fixed32) this.#at = this.#endOf(4)
    else throw new Error(`proto: cannot parse invalid wire-format data (wire type ${type})`)
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new Error('proto: unexpected EOF')
    return this.#bytes[this.#at++] as number
  }

  #endOf(length: number): number {
    if (length > this.#end - this.#at) throw new Error('proto: unexpected EOF')
    return this.#at + length
  }
}
