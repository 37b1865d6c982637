import { connect, type Socket } from 'node:net'

/** Types of frames; RFC 9113 §6. */
export const FrameType = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goaway: 7,
  window: 8,
  continuation: 9,
} as const

/** Flags of frames. */
export const FrameFlag = { ack: 1, endStream: 1, endHeaders: 4, padded: 8 } as const

/** A frame as it came. */
export interface Http2Frame {
  readonly type: number
  readonly flags: number
  readonly stream: number
  readonly payload: Buffer
}

/** The bytes of a frame. */
export function frame(type: number, flags: number, stream: number, payload: Buffer | string = ''): Buffer {
  const body = Buffer.from(payload as string)
  const head = Buffer.alloc(9)
  head.writeUIntBE(body.length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, body])
}

/** Headers in HPACK, literal and not indexed; RFC 7541 §6.2.2. */
export function headerBlock(headers: ReadonlyArray<readonly [string, string]>): Buffer {
  return Buffer.concat(headers.flatMap(([name, value]) => [Buffer.of(0), literal(name), literal(value)]))
}

/** The pseudo headers of a GET, or of another method. */
export function requestBlock(method = 'GET', more: ReadonlyArray<readonly [string, string]> = []): Buffer {
  return headerBlock([[':method', method], [':scheme', 'http'], [':path', '/'], [':authority', 'a.test'], ...more])
}

/** A connection on which a test sends frames of its own making. */
export class Http2Wire implements Disposable {
  readonly socket: Socket
  readonly frames: Http2Frame[] = []
  #rest = Buffer.alloc(0)
  closed = false
  #answersPings = false

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.socket.on('data', (bytes: Buffer) => this.#take(bytes))
    this.socket.on('error', () => {})
    this.socket.on('close', () => (this.closed = true))
    this.socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    this.send(frame(FrameType.settings, 0, 0))
  }

  send(...frames: readonly Buffer[]): void {
    if (!this.socket.destroyed) this.socket.write(Buffer.concat(frames))
  }

  /** Answers every PING from now on, and those that have come. */
  answerPings(): void {
    this.#answersPings = true
    for (const got of this.frames) this.#answerPing(got)
  }

  /** Error codes of the GOAWAY frames so far. */
  get goaways(): number[] {
    return this.frames.filter(({ type }) => type === FrameType.goaway).map(({ payload }) => payload.readUInt32BE(4))
  }

  /** Error codes of the resets of a stream so far. */
  resets(stream: number): number[] {
    const frames = this.frames.filter((frame) => frame.type === FrameType.reset && frame.stream === stream)
    return frames.map(({ payload }) => payload.readUInt32BE(0))
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }

  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes])
    while (this.#rest.length >= 9) {
      const end = 9 + this.#rest.readUIntBE(0, 3)
      if (this.#rest.length < end) return
      const [type = 0, flags = 0] = this.#rest.subarray(3, 5)
      const stream = this.#rest.readUInt32BE(5) & 0x7fffffff
      const got = { type, flags, stream, payload: Buffer.from(this.#rest.subarray(9, end)) }
      this.frames.push(got)
      if (this.#answersPings) this.#answerPing(got)
      this.#rest = this.#rest.subarray(end)
    }
  }

  #answerPing({ type, flags, payload }: Http2Frame): void {
    if (type === FrameType.ping && (flags & FrameFlag.ack) === 0) {
      this.send(frame(FrameType.ping, FrameFlag.ack, 0, payload))
    }
  }
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  return Buffer.concat([integer(bytes.length), bytes])
}

/** An integer with a prefix of seven bits; RFC 7541 §5.1. */
function integer(value: number): Buffer {
  if (value < 127) return Buffer.of(value)
  const bytes = [127]
  let rest = value - 127
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Buffer.from([...bytes, rest])
}
