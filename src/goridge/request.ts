import { encodeFrame, Flag, frameBytes, writeHeader } from './frame.ts'

/**
 * A request in the bytes a worker gets: a receipt frame, then the request frame, in one buffer, so that asking for a receipt
 * costs neither a copy nor a second write. A worker that knows no receipts gets the buffer from `receiptBytes` on.
 */
export interface EncodedRequest {
  readonly bytes: Buffer
  /** Bytes at the front that are the receipt frame. */
  readonly receiptBytes: number
}

/** The handshake's question, and the receipt asked for before each request: any worker answers it with its pid. */
export const pidFrame: Buffer = encodeFrame(Flag.control | Flag.json, [], JSON.stringify({ pid: process.pid }))
/** Asks a worker to leave after what it is doing. */
export const stopWorkerFrame: Buffer = encodeFrame(Flag.control | Flag.json, [], '{"stop":true}')

/**
 * Encodes a request to a worker. `codec` is the flag byte (`Flag.json` …); `context` is what PHP calls the header. Context and
 * body must not both be empty: the SDK takes that for the end (spec 01 §9.1).
 */
export function encodeRequest(
  codec: number,
  context: string | Buffer,
  body: Buffer | readonly Buffer[],
): EncodedRequest {
  const contextBytes = typeof context === 'string' ? Buffer.byteLength(context) : context.length
  const bodyBytes = Array.isArray(body)
    ? body.reduce((sum, part: Buffer) => sum + part.length, 0)
    : (body as Buffer).length
  const receiptBytes = pidFrame.length
  const bytes = Buffer.allocUnsafe(receiptBytes + frameBytes(1, contextBytes + bodyBytes))
  bytes.set(pidFrame, 0)
  let at = writeHeader(bytes, receiptBytes, codec, 0, [contextBytes], contextBytes + bodyBytes)
  if (typeof context === 'string') bytes.write(context, at)
  else bytes.set(context, at)
  at += contextBytes
  if (!Array.isArray(body)) bytes.set(body as Buffer, at)
  else {
    for (const part of body as readonly Buffer[]) {
      bytes.set(part, at)
      at += part.length
    }
  }
  return { bytes, receiptBytes }
}

/** The pid that an answer to the question holds; 0 when it holds none. */
export function pidIn(payload: Buffer): number {
  try {
    const { pid } = JSON.parse(payload.toString()) as { pid?: unknown }
    return typeof pid === 'number' && pid > 0 ? pid : 0
  } catch {
    return 0
  }
}
