import { Flag } from '../../../goridge/frame.ts'
import { ProtoWriter, varintBytes } from '../proto-writer.ts'

/** Status and headers of an answer. */
export interface CgiHead {
  readonly status: number
  /** Names and values in turn, one character per byte. */
  readonly pairs: readonly string[]
}

/** The codec of `encodeHead`. */
export const headCodec: number = Flag.proto

const headMaxBytes = 256 * 1024
const writer = new ProtoWriter()

/** Finds the head of an answer as bytes arrive. Follows: RFC 3875 §6 */
export class CgiHeadReader {
  #bytes: Buffer = Buffer.alloc(0)

  /** Takes bytes; gives the head and what follows it, once it is whole. Raises an error at one that is too long or none. */
  push(chunk: Buffer): { readonly head: CgiHead; readonly rest: Buffer } | undefined {
    const from = Math.max(this.#bytes.length - 3, 0)
    const bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
    const end = headEnd(bytes, from)
    if (end !== undefined) {
      this.#bytes = Buffer.alloc(0)
      return { head: parseHead(bytes.toString('latin1', 0, end.at)), rest: bytes.subarray(end.at + end.length) }
    }
    if (bytes.length > headMaxBytes) throw new Error(`the headers of the answer exceed ${headMaxBytes} bytes`)
    this.#bytes = Buffer.from(bytes)
    return undefined
  }
}

/** The head as the context of a worker's answer: `message Response`, which keeps every byte. Valid until the next call. */
export function encodeHead({ status, pairs }: CgiHead): Buffer {
  writer.reset()
  writer.varintField(1, status)
  for (let at = 0; at < pairs.length; at += 2) {
    const [name, value] = [pairs[at] as string, pairs[at + 1] as string]
    const valueBytes = 1 + varintBytes(value.length) + value.length
    writer.open(2, 1 + varintBytes(name.length) + name.length + 1 + varintBytes(valueBytes) + valueBytes)
    writer.bytes(1, name)
    writer.open(2, valueBytes)
    writer.bytes(1, value)
  }
  return writer.finish()
}

/** Lines end in CR LF or LF. */
function headEnd(bytes: Buffer, from: number): { readonly at: number; readonly length: number } | undefined {
  const [carriage, plain] = [bytes.indexOf('\r\n\r\n', from), bytes.indexOf('\n\n', from)]
  if (carriage === -1 && plain === -1) return undefined
  if (plain === -1 || (carriage !== -1 && carriage < plain)) return { at: carriage, length: 4 }
  return { at: plain, length: 2 }
}

function parseHead(text: string): CgiHead {
  const pairs: string[] = []
  let status: number | undefined
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon <= 0) throw new Error(`no header of an answer: ${line.slice(0, 200)}`)
    const [name, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10)
    else pairs.push(name, value)
  }
  if (status === undefined)
    status = pairs.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'location') ? 302 : 200
  if (!(status >= 200 && status <= 599)) throw new Error(`no status of an answer: ${status}`)
  return { status, pairs }
}
