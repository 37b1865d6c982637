import { connect, type Socket } from 'node:net'
import { ByteReader } from './byte-reader.ts'
import { longestWaitMs } from './wait.ts'

/** An HTTP response, exactly as it came over the wire. */
export interface HttpAnswer {
  readonly status: number
  readonly statusLine: string
  /** Names in the spelling received, in order. */
  readonly headerLines: readonly (readonly [name: string, value: string])[]
  /** Values of a header, its name in any case. */
  all(name: string): readonly string[]
  /** The only value of a header; undefined when absent. */
  one(name: string): string | undefined
  readonly body: Buffer
  /** The pieces of a chunked body; undefined when the framing is another. */
  readonly chunks: readonly Buffer[] | undefined
  readonly trailers: readonly (readonly [name: string, value: string])[]
  /** Heads with a status 1xx that came before. */
  readonly interim: readonly HttpHead[]
  /** The body as text. */
  readonly text: string
}

/** The part of a response before its body. */
export type HttpHead = Pick<HttpAnswer, 'status' | 'statusLine' | 'headerLines' | 'all' | 'one'>

/** What to ask for. `headers` are written as given, after `Host`; a body gets a Content-Length unless one is given. */
export interface HttpRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

/** A connection that keeps alive; for exact bytes in both directions. */
export class HttpConnection {
  readonly socket: Socket
  readonly reader: ByteReader

  private constructor(socket: Socket, limitMs: number) {
    this.socket = socket
    this.reader = new ByteReader(socket, limitMs)
  }

  static open(
    address: { readonly port: number; readonly host?: string },
    limitMs = longestWaitMs,
  ): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', ...address, noDelay: true })
      const connection = new HttpConnection(socket, limitMs)
      socket.once('connect', () => resolve(connection)).once('error', reject)
    })
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes)
  }

  /** Sends a request and reads the whole response. */
  async request(request: HttpRequest): Promise<HttpAnswer> {
    this.write(requestBytes(request))
    return await this.answer(request.method ?? 'GET')
  }

  /** Reads a whole response. The method of the request decides whether a body follows. */
  async answer(method = 'GET'): Promise<HttpAnswer> {
    const interim: HttpHead[] = []
    let head = await this.head()
    while (head.status < 200 && head.status !== 101) {
      interim.push(head)
      head = await this.head()
    }
    const content = hasBody(method, head.status) ? await this.#content(head) : noContent
    return { ...head, ...content, interim, text: content.body.toString() }
  }

  /** Reads a head, interim or final. */
  async head(): Promise<HttpHead> {
    const [statusLine = '', ...lines] = (await this.reader.before('\r\n\r\n')).toString('latin1').split('\r\n')
    const match = /^HTTP\/1\.[01] (\d{3}) /.exec(statusLine)
    if (match === null) throw new Error(`No status line: ${JSON.stringify(statusLine)}`)
    return { status: Number(match[1]), statusLine, ...headers(lines) }
  }

  /** Reads one piece of a chunked body; undefined at its end (its trailers are then still to be read). */
  async chunk(): Promise<Buffer | undefined> {
    const size = Number.parseInt((await this.reader.before('\r\n')).toString(), 16)
    if (size === 0) return undefined
    const bytes = await this.reader.exactly(size)
    await this.reader.exactly(2)
    return bytes
  }

  /** The trailer lines after the last chunk. */
  async trailers(): Promise<HttpAnswer['trailers']> {
    const lines: string[] = []
    for (let line = await this.#line(); line !== ''; line = await this.#line()) lines.push(line)
    return headers(lines).headerLines
  }

  close(): void {
    this.socket.destroy()
  }

  async #content(head: HttpHead): Promise<Pick<HttpAnswer, 'body' | 'chunks' | 'trailers'>> {
    if (head.one('transfer-encoding') === 'chunked') {
      const chunks: Buffer[] = []
      for (let piece = await this.chunk(); piece !== undefined; piece = await this.chunk()) chunks.push(piece)
      return { body: Buffer.concat(chunks), chunks, trailers: await this.trailers() }
    }
    const length = head.one('content-length')
    const body = length === undefined ? await this.reader.toEnd() : await this.reader.exactly(Number(length))
    return { ...noContent, body }
  }

  async #line(): Promise<string> {
    return (await this.reader.before('\r\n')).toString('latin1')
  }
}

/** One request on a connection of its own. */
export async function requestOnce(port: number, request: HttpRequest, limitMs?: number): Promise<HttpAnswer> {
  const connection = await HttpConnection.open({ port }, limitMs)
  try {
    return await connection.request(request)
  } finally {
    connection.close()
  }
}

const noContent = { body: Buffer.alloc(0), chunks: undefined, trailers: [] }

function hasBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 304 && status >= 200
}

function requestBytes({ method = 'GET', path, headers: extra = {}, body }: HttpRequest): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`]
  const names = Object.keys(extra).map((name) => name.toLowerCase())
  if (!names.includes('host')) lines.push('Host: 127.0.0.1')
  for (const [name, values] of Object.entries(extra)) {
    for (const value of typeof values === 'string' ? [values] : values) lines.push(`${name}: ${value}`)
  }
  const content = Buffer.from(body ?? '')
  if (body !== undefined && !names.includes('content-length') && !names.includes('transfer-encoding')) {
    lines.push(`Content-Length: ${content.length}`)
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content])
}

function headers(lines: readonly string[]): Pick<HttpHead, 'headerLines' | 'all' | 'one'> {
  const headerLines = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const all = (name: string): string[] =>
    headerLines.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
  const one = (name: string): string | undefined => {
    const values = all(name)
    if (values.length > 1) throw new Error(`Header ${name} came ${values.length} times`)
    return values[0]
  }
  return { headerLines, all, one }
}
