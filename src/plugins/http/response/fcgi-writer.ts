import type { Socket } from 'node:net'
import type { HeaderNames } from '../header-names.ts'
import { type HeadLines } from './head-lines.ts'
import { reasonOf } from './reason.ts'
import { ResponseWriter } from './writer.ts'

/** Where a response goes: records of one request on a connection that others share. */
export interface FcgiOutput {
  readonly socket: Socket
  /** Writes output of the request; false: wait for the socket's `drain`. */
  write(bytes: Buffer): boolean
  /** Ends the request. `broken`: the front must not take what it has for the whole. */
  end(broken: boolean): void
}

/** A response in CGI's form, as FastCGI carries it. There are no 1xx heads and no trailers. Follows: spec 03 §2.7 */
export class FcgiWriter extends ResponseWriter {
  /** Fronts send a body whole before they read. */
  readonly bodyArrives = false
  readonly #output: FcgiOutput

  constructor(known: HeaderNames, output: FcgiOutput, isHead: boolean) {
    super(known, isHead)
    this.#output = output
  }

  askForBody(): void {}

  interim(): void {}

  onDrain(callback: () => void): void {
    this.#output.socket.once('drain', callback)
  }

  linger(done: () => void): void {
    done()
  }

  destroy(): void {
    this.#output.end(true)
  }

  protected sendHead(status: number, { lines, contentLength }: HeadLines): void {
    let text = `Status: ${status} ${reasonOf(status)}\r\n`
    for (let at = 0; at < lines.length; at += 2) text += `${lines[at]}: ${lines[at + 1]}\r\n`
    if (contentLength !== -1) text += `Content-Length: ${contentLength}\r\n`
    this.#output.write(Buffer.from(`${text}\r\n`, 'latin1'))
  }

  protected sendWhole(bytes: Buffer, _trailers: readonly string[] | undefined, short: boolean): void {
    this.#output.write(bytes)
    this.#output.end(short)
  }

  protected sendPart(bytes: Buffer): boolean {
    return this.#output.write(bytes)
  }

  protected sendEnd(_trailers: readonly string[] | undefined, short: boolean): void {
    this.#output.end(short)
  }
}
