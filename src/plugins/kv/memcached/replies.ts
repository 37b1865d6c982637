/*
  Takes the replies of memcached's text protocol apart as bytes arrive.

    VALUE <key> <flags> <bytes>[ <cas>]\r\n<data>\r\n … END\r\n      to gets
    STORED | TOUCHED | DELETED | OK | NOT_FOUND | ERROR | SERVER_ERROR <text> …\r\n

  Follows: memcached doc/protocol.txt
*/

const lineEnd = Buffer.from('\r\n')
/** Longest line; beyond it what arrives is no reply. */
const lineMaxBytes = 64 * 1024

/** A value of a `gets`. */
export interface FoundValue {
  readonly key: string
  readonly value: Buffer
}

/** One whole reply: its last line, and the values before it. */
export interface Reply {
  readonly line: string
  readonly values: readonly FoundValue[]
}

/** Calls back with each whole reply, in order. `push` throws when the bytes are no reply. */
export class ReplyReader {
  readonly #onReply: (reply: Reply) => void
  #bytes: Buffer = Buffer.alloc(0)
  #pieces: Buffer[] = []
  #kept = 0
  /** Bytes without which nothing more can be said. */
  #wanted = 1
  #values: FoundValue[] = []
  /** A value whose data has not arrived whole: its key and size. */
  #pending: { readonly key: string; readonly size: number } | undefined

  constructor(onReply: (reply: Reply) => void) {
    this.#onReply = onReply
  }

  push(chunk: Buffer): void {
    this.#pieces.push(chunk)
    this.#kept += chunk.length
    if (this.#kept < this.#wanted) return
    this.#bytes = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces)
    while (this.#step());
    this.#pieces = this.#bytes.length === 0 ? [] : [this.#bytes]
    this.#kept = this.#bytes.length
  }

  /** Takes one line or one value; false when more bytes are needed. */
  #step(): boolean {
    return this.#pending === undefined ? this.#takeLine() : this.#takeValue(this.#pending)
  }

  #takeLine(): boolean {
    const end = this.#bytes.indexOf(lineEnd)
    this.#wanted = this.#bytes.length + 1
    if (end === -1 && this.#bytes.length > lineMaxBytes) throw new Error('memcache: line too long')
    if (end === -1) return false
    const line = this.#bytes.toString('utf8', 0, end)
    this.#bytes = this.#bytes.subarray(end + 2)
    const [word, key = '', , size = ''] = line.split(' ')
    if (word === 'VALUE') this.#pending = { key, size: Number(size) }
    else this.#finish(line)
    return true
  }

  #takeValue({ key, size }: { readonly key: string; readonly size: number }): boolean {
    this.#wanted = size + 2
    if (this.#bytes.length < this.#wanted) return false
    if (!this.#bytes.subarray(size, size + 2).equals(lineEnd)) throw new Error('memcache: corrupt get result read')
    // A copy: a view would keep all that arrived with it in memory.
    this.#values.push({ key, value: Buffer.from(this.#bytes.subarray(0, size)) })
    this.#bytes = this.#bytes.subarray(size + 2)
    this.#pending = undefined
    return true
  }

  #finish(line: string): void {
    const values = this.#values
    this.#values = []
    this.#onReply({ line, values })
  }
}
