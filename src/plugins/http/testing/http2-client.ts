import { once } from 'node:events'
import { type ClientHttp2Session, connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2'

/** An answer over HTTP/2. */
export interface Http2Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Heads with a status 1xx that came before. */
  readonly interim: readonly IncomingHttpHeaders[]
  readonly trailers: IncomingHttpHeaders | undefined
}

/** A connection in HTTP/2 without TLS; closed with its scope. */
export async function connectHttp2(port: number): Promise<ClientHttp2Session & Disposable> {
  const session = connect(`http://127.0.0.1:${port}`)
  await once(session, 'connect')
  return Object.assign(session, { [Symbol.dispose]: () => session.destroy() })
}

/** One request; rejects when its stream is broken off. */
export async function http2Request(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  body?: string | Buffer,
): Promise<Http2Answer> {
  const stream = session.request(headers, { endStream: body === undefined })
  const interim: IncomingHttpHeaders[] = []
  let trailers: IncomingHttpHeaders | undefined
  stream.on('headers', (head) => interim.push(head)).on('trailers', (lines) => (trailers = lines))
  if (body !== undefined) stream.end(body)
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(stream, 'close')
  const [head] = (await once(stream, 'response')) as [IncomingHttpHeaders]
  await ended
  if (stream.rstCode !== 0) throw new Error(`the stream was reset: ${stream.rstCode}`)
  return { status: Number(head[':status']), headers: head, body: Buffer.concat(chunks), interim, trailers }
}
