import { encodeFrame, Flag, frameBytes, headerBytes, writeHeader } from './frame.ts'

/**
 * A request in the bytes a worker gets: a receipt frame, then the request frame, in one buffer, so that asking for a receipt
 * costs neither a copy nor a second write. A worker that knows no receipts gets the buffer from `receiptBytes` on.
 */
export interface EncodedRequest {
  readonly bytes: Buffer
  /** Bytes at the front that are the receipt frame. */
  readonly receiptBytes: number
  /** Where the payload begins. */
  readonly payloadAt: number
  /** The id in its header, which then reaches into the receipt frame's place; 0 for the plain form. */
  id: number
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
  const payloadAt = writeHeader(bytes, receiptBytes, codec, 0, [contextBytes], contextBytes + bodyBytes)
  let at = payloadAt
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
  return { bytes, receiptBytes, payloadAt, id: 0 }
}

/**
 * Writes an id into the header of a request, for a worker that names its answers, and returns where the frame begins then: four bytes
 * earlier, in the place of the receipt frame, which such a worker does not need. Nothing is copied.
 */
export function nameRequest(request: EncodedRequest, id: number): number {
  const { bytes, payloadAt } = request
  const from = payloadAt - namedHeaderBytes
  if (request.id === 0) {
    const plain = payloadAt - plainHeaderBytes
    const contextBytes = bytes.readUInt32LE(plain + headerBytes)
    writeHeader(bytes, from, bytes[plain + 1] as number, 0, [contextBytes, id], bytes.length - payloadAt)
  } else bytes.writeUInt32LE(id, payloadAt - 4)
  request.id = id
  return from
}

/** Undoes `nameRequest`, for a worker that does not name its answers. */
export function unnameRequest(request: EncodedRequest): void {
  if (request.id === 0) return
  const { bytes, payloadAt } = request
  const named = payloadAt - namedHeaderBytes
  const codec = bytes[named + 1] as number
  const contextBytes = bytes.readUInt32LE(named + headerBytes)
  bytes.set(pidFrame, 0)
  writeHeader(bytes, request.receiptBytes, codec, 0, [contextBytes], bytes.length - payloadAt)
  request.id = 0
}

const plainHeaderBytes = frameBytes(1, 0)
const namedHeaderBytes = frameBytes(2, 0)

/** Asks a worker to go on over two named pipes. It answers there with its pid, or, when it cannot, where it was asked. */
export function pipelineFrame(inputPath: string, outputPath: string): Buffer {
  const message = { pid: process.pid, pipeline: { in: inputPath, out: outputPath } }
  return encodeFrame(Flag.control | Flag.json, [], JSON.stringify(message))
}

/** How many requests at a time a worker says it takes, in its answer to a pid question; 0 when it does not name its answers. */
export function pipelineIn(payload: Buffer): number {
  try {
    const { pipeline } = JSON.parse(payload.toString()) as { pipeline?: { version?: unknown; depth?: unknown } }
    return pipeline?.version === 1 && typeof pipeline.depth === 'number' ? Math.max(Math.floor(pipeline.depth), 0) : 0
  } catch {
    return 0
  }
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
