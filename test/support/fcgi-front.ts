import { connect, type Socket } from 'node:net'
import { RecordReader, RecordType, records, writePairs } from '../../src/plugins/http/listeners/fcgi-records.ts'
import { until } from './wait.ts'

/** What a web server in front does over FastCGI, on one connection. */
export class FcgiFront implements Disposable {
  readonly socket: Socket
  readonly got: { type: number; id: number; content: Buffer }[] = []
  closed = false

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const reader = new RecordReader(({ type, id, content }) =>
      this.got.push({ type, id, content: Buffer.from(content) }),
    )
    this.socket.on('data', (bytes: Buffer) => reader.push(bytes)).on('error', () => {})
    this.socket.on('close', () => (this.closed = true))
  }

  /** Begins a request; `input` ends its body. */
  begin(id: number, params: readonly string[], { role = 1, keep = 1 } = {}): void {
    this.socket.write(records(RecordType.begin, id, Buffer.of(0, role, keep, 0, 0, 0, 0, 0)))
    this.socket.write(records(RecordType.params, id, writePairs(params)))
    this.socket.write(records(RecordType.params, id, Buffer.alloc(0)))
  }

  /** Sends the parts of a body, and its end. */
  input(id: number, ...parts: readonly string[]): void {
    for (const part of [...parts, '']) this.socket.write(records(RecordType.stdin, id, Buffer.from(part)))
  }

  /** What has come for the request so far, as Latin-1. */
  output(id: number, type: number = RecordType.stdout): string {
    const parts = this.got.filter((record) => record.id === id && record.type === type)
    return Buffer.concat(parts.map(({ content }) => content)).toString('latin1')
  }

  /** What has come once the request is over. */
  async ended(id: number): Promise<string> {
    await until('the end', () => this.got.some((record) => record.id === id && record.type === RecordType.end))
    return this.output(id)
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}
