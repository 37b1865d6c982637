import { headerBytes } from '../../../goridge/frame.ts'
import { RecordReader, RecordType, records, writePairs } from '../listeners/fcgi-records.ts'
import { type CgiHead, CgiHeadReader } from './cgi-head.ts'

/*
  One request at a time on a connection, always under id 1. Follows: FastCGI Specification §5, §6.2
*/
const id = 1
const responder = 1
const noBytes = Buffer.alloc(0)
const headerWordBytes = 4
const completed = 0

/** What an application says over FastCGI. Buffers are views: use them now. */
export interface FcgiAnswerEvents {
  onHead(head: CgiHead): void
  onBody(bytes: Buffer): void
  /** Text for the log. */
  onStderr(text: string): void
  /** The request is over; with an error when what came is no answer. */
  onEnd(error: Error | undefined): void
}

/** The records of a request: its parameters (names and values as `writePairs` gives them) and its body, whose length is added. */
export function requestRecords(params: Buffer, body: Buffer, keepOpen: boolean): Buffer[] {
  const length = writePairs(['CONTENT_LENGTH', String(body.length)])
  const begin = records(RecordType.begin, id, Buffer.of(0, responder, keepOpen ? 1 : 0, 0, 0, 0, 0, 0))
  const parts = [begin, records(RecordType.params, id, Buffer.concat([params, length]))]
  parts.push(records(RecordType.params, id, noBytes))
  if (body.length > 0) parts.push(records(RecordType.stdin, id, body))
  parts.push(records(RecordType.stdin, id, noBytes))
  return parts
}

/** Takes a request of the pool apart: its context, which are the parameters, and its body. */
export function requestParts(bytes: Buffer, from: number): { readonly params: Buffer; readonly body: Buffer } {
  const paramsAt = from + ((bytes[from] as number) & 0x0f) * headerWordBytes
  const bodyAt = paramsAt + bytes.readUInt32LE(from + headerBytes)
  return { params: bytes.subarray(paramsAt, bodyAt), body: bytes.subarray(bodyAt) }
}

/** A question about the application itself, which it answers between requests. */
export const questionRecord: Buffer = records(RecordType.getValues, 0, writePairs(['FCGI_MPXS_CONNS', '']))

/** Reads answers as bytes arrive, one after the other. */
export class FcgiAnswerReader {
  readonly #events: FcgiAnswerEvents
  readonly #records = new RecordReader(({ type, id: request, content }) => this.#record(type, request, content))
  #head: CgiHeadReader | undefined = new CgiHeadReader()

  constructor(events: FcgiAnswerEvents) {
    this.#events = events
  }

  /** Raises an error at what is no FastCGI, or no answer. */
  push(chunk: Buffer): void {
    this.#records.push(chunk)
  }

  #record(type: number, request: number, content: Buffer): void {
    if (request !== id) return
    if (type === RecordType.stdout && content.length > 0) this.#output(content)
    else if (type === RecordType.stderr && content.length > 0) this.#events.onStderr(content.toString())
    else if (type === RecordType.end) this.#end(content)
  }

  #output(content: Buffer): void {
    if (this.#head === undefined) return this.#events.onBody(content)
    const found = this.#head.push(content)
    if (found === undefined) return
    this.#head = undefined
    this.#events.onHead(found.head)
    if (found.rest.length > 0) this.#events.onBody(found.rest)
  }

  #end(content: Buffer): void {
    const status = content[4]
    const headless = this.#head !== undefined
    this.#head = new CgiHeadReader()
    if (status !== completed) this.#events.onEnd(new Error(`the application refused the request (${status})`))
    else this.#events.onEnd(headless ? new Error('the answer has no headers') : undefined)
  }
}
