import type { Script } from '../classic/script.ts'
import type { RequestHead } from './head.ts'

/** What PHP is told about a request, whatever the codec. Follows: spec 03 §3.5 */
export interface RequestFacts {
  /** Undefined when it could not be parsed: PHP gets an empty text. */
  readonly remoteAddr: string | undefined
  /** `HTTP/1.1`. */
  readonly protocol: string
  readonly method: string
  readonly uri: string
  /** The request-target as passed on: for the log. */
  readonly url: string
  readonly rawQuery: string
  readonly head: RequestHead
  readonly attributes: ReadonlyMap<string, readonly string[]> | undefined
  /** Set for an application that is run script by script. */
  readonly script?: Script | undefined
}

/** Writes the context of a request in one of the two codecs that SDKs know. */
export interface ContextCodec {
  /** Flag byte of the frame. */
  readonly flag: number
  /**
   * `uploads` is the JSON of the upload tree, undefined when the body was not multipart. The result is valid until the next call.
   */
  encode(facts: RequestFacts, parsed: boolean, uploads: string | undefined): string | Buffer
  /** What stands for an empty form tree in the body. */
  readonly emptyTree: Buffer
}
