/** Bytes that a varint takes. */
export function varintBytes(value: number): number {
  let count = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) count++
  return count
}

/** Writes protobuf fields into a buffer of its own, which it keeps for the next message. Texts are one character per byte. */
export class ProtoWriter {
  #buffer = Buffer.allocUnsafe(4096)
  #at = 0

  reset(): void {
    this.#at = 0
  }

  /** What has been written: a view, good until `reset`. */
  finish(): Buffer {
    return this.#buffer.subarray(0, this.#at)
  }

  /** A length-delimited field, left out when empty (proto3). */
  text(field: number, value: string): void {
    if (value !== '') this.bytes(field, value)
  }

  /** A length-delimited field, written even when empty. */
  bytes(field: number, value: string): void {
    this.open(field, value.length)
    this.#buffer.write(value, this.#at, 'latin1')
    this.#at += value.length
  }

  /** Tag and length of a field whose content the caller writes. */
  open(field: number, length: number): void {
    this.#reserve(20 + length)
    this.#varint((field << 3) | 2)
    this.#varint(length)
  }

  varintField(field: number, value: number): void {
    this.#reserve(20)
    this.#varint(field << 3)
    this.#varint(value)
  }

  #varint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.#buffer[this.#at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#buffer[this.#at++] = rest
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }
}
