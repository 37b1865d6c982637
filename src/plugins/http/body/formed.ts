/** A body as PHP gets it. */
export interface FormedBody {
  readonly chunks: readonly Buffer[]
  readonly parsed: boolean
  /** JSON of the upload tree, undefined when the body was not multipart. */
  readonly uploads: string | undefined
}

/** Who waits for a body. One of the calls is made, once. */
export interface BodySink {
  onFormed(body: FormedBody): void
  /** The body cannot be passed on; the client is told. */
  onRefused(error: BodyError): void
  /** The client went away or broke its framing before the end. */
  onBroken(error: Error): void
}

/** A body that is arriving. */
export interface BodySource {
  start(): void
  /** Takes no more; what still arrives is dropped. */
  stop(): void
  /** Bytes that have arrived. */
  readonly bytes: number
  /** Removes what was written to disk for this request, as far as PHP has left it there. */
  cleanUp?(): void
}

/** Why a body is refused: the status, and the text that goes to the client behind `serve_http: `. */
export class BodyError extends Error {
  readonly status: number
  override readonly name = 'BodyError'

  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}

/** The text that Go gives, and RoadRunner's tests expect; spec 03 §3.2. */
export function tooLarge(): BodyError {
  return new BodyError(413, 'http: request body too large')
}
