import { once } from 'node:events'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A client that has sent its request and reads nothing until it is told to. */
export interface SlowClient {
  /** Reads the whole response; gives its body without chunks and gzip. */
  readBody(): Promise<Buffer>
}

/** Sends a request that closes its connection with the answer, and reads nothing. */
export async function openSlowClient(port: number, request: string): Promise<SlowClient> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.pause()
  socket.write(request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
  return {
    async readBody() {
      const received: Buffer[] = []
      socket.on('data', (bytes: Buffer) => received.push(bytes))
      socket.resume()
      await once(socket, 'close')
      return bodyOf(Buffer.concat(received))
    },
  }
}

function bodyOf(response: Buffer): Buffer {
  const end = response.indexOf('\r\n\r\n')
  const head = response.toString('latin1', 0, end)
  const body = response.subarray(end + 4)
  const plain = /Transfer-Encoding: chunked/i.test(head) ? unchunked(body) : body
  return /Content-Encoding: gzip/i.test(head) ? gunzipSync(plain) : plain
}

function unchunked(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    if (!(size > 0)) return Buffer.concat(chunks)
    chunks.push(body.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
