import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'

/** An answer over HTTPS. */
export interface HttpsAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** A request on a connection of its own; rejects when the server breaks it off. */
export async function httpsRequest(port: number, options: RequestOptions): Promise<HttpsAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpsAnswer>()
  const req = request({ host: '127.0.0.1', port, agent: false, ...options })
  req.on('error', reject).on('response', (res) => void whole(res).then(resolve, reject))
  req.end()
  return await promise
}

async function whole(res: IncomingMessage): Promise<HttpsAnswer> {
  const chunks: Buffer[] = []
  res.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(res, 'end')
  return { status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString() }
}
