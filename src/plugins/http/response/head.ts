import { Flag } from '../../../goridge/frame.ts'
import { latin1FromUtf8 } from '../latin1.ts'
import { decodeProtoHead } from './head-proto.ts'
import type { WorkerHead } from './worker-head.ts'

const openBrace = 0x7b

/**
 * Reads the context of an answer in the codec its frame names; a frame without codec is JSON when it looks like it (SDK ≤ 3.4).
 * Raises an error whose text goes to the log. Follows: spec 03 §4.1, §5
 */
export function decodeHead(context: Buffer, codec: number): WorkerHead {
  const kind = codec & ~Flag.control
  if (kind === Flag.proto) return decodeProtoHead(context)
  if (kind === Flag.json || (kind === 0 && context[0] === openBrace)) return decodeJsonHead(context)
  throw new Error(`unknown payload type: ${codec}`)
}

/** Tolerant where PHP is loose: headers may be `[]`, values scalars, numbers or null. */
function decodeJsonHead(context: Buffer): WorkerHead {
  const parsed: unknown = JSON.parse(context.toString('utf8'))
  if (typeof parsed !== 'object' || parsed === null) throw new Error('the context of the answer is no object')
  const { status, headers } = parsed as { status?: unknown; headers?: unknown }
  const pairs: string[] = []
  if (typeof headers === 'object' && headers !== null && !Array.isArray(headers)) {
    for (const name in headers) addValues(pairs, name, (headers as Record<string, unknown>)[name])
  }
  return { status: typeof status === 'number' ? Math.trunc(status) : Number(status) || 0, pairs }
}

function addValues(pairs: string[], name: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) pairs.push(name, valueText(item))
  else if (value !== null) pairs.push(name, valueText(value))
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return latin1FromUtf8(value)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
