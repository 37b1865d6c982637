import { Flag } from '../../goridge/frame.ts'
import type { RpcResult, RpcType } from '../../kernel/rpc.ts'
import { parseJson, stringifyJson } from '../../lib/big-json.ts'
import { errorText, OpError } from '../../lib/op-error.ts'

/*
  The codecs of RPC arguments and results. Several codec bits may be set; which one counts differs for request and answer.
  Follows: spec 02 §4.4
*/

const requestOrder = [Flag.proto, Flag.json, Flag.gob, Flag.raw, Flag.msgpack] as const
const answerOrder = [Flag.proto, Flag.json, Flag.raw, Flag.msgpack, Flag.gob] as const

const readOperation = 'goridge_read_request_body'

/** The codec bit of an answer to a request with these flags: gob when it has none, as in RoadRunner. */
export function answerCodec(flags: number): number {
  return answerOrder.find((codec) => (flags & codec) !== 0) ?? Flag.gob
}

/**
 * The argument of a request. An empty body is the zero value in every codec. A promise for msgpack, whose library is loaded when
 * first used. Throws with the texts of spec 02 §4.4.
 */
export function decodeArgument<T>(flags: number, type: RpcType<T>, body: Buffer): T | Promise<T> {
  switch (requestOrder.find((codec) => (flags & codec) !== 0)) {
    case Flag.proto:
      return decodeProto(type, body)
    case Flag.json:
      return body.length === 0 ? type.zero : type.parse(parseText(body))
    case Flag.raw:
      // The body is a view of what arrived; a method may keep its argument.
      return type.bytes === true && body.length > 0 ? (Buffer.from(body) as T) : type.zero
    case Flag.msgpack:
      return body.length === 0 ? type.zero : decodeMsgpack(type, Buffer.from(body))
    case Flag.gob:
      throw new Error('gob codec is not supported')
    default:
      throw new OpError(readOperation, undefined, new Error('unknown decoder used in frame'))
  }
}

/** A result in the codec of `answerCodec`. A promise for msgpack. */
export function encodeResult<T>(
  codec: number,
  type: RpcResult<T>,
  value: T,
): string | Uint8Array | Promise<Uint8Array> {
  switch (codec) {
    case Flag.proto:
      if (type.proto === undefined) throw notProto()
      return type.proto.encode(value)
    case Flag.json:
      return stringifyJson(type.format(value))
    case Flag.raw:
      if (type.bytes !== true) throw new Error('unknown Raw payload type')
      return value as Uint8Array
    default:
      return encodeMsgpack(type.formatMsgpack === undefined ? type.format(value) : type.formatMsgpack(value))
  }
}

function decodeProto<T>(type: RpcType<T>, body: Buffer): T {
  if (type.proto === undefined) throw notProto()
  try {
    return type.proto.decode(body)
  } catch (error) {
    const text = 'proto: cannot parse invalid wire-format data'
    throw new OpError(readOperation, undefined, new Error(text, { cause: error }))
  }
}

function notProto(): OpError {
  return new OpError(readOperation, undefined, new Error('message type is not a proto'))
}

function parseText(body: Buffer): unknown {
  try {
    return parseJson(body.toString())
  } catch (error) {
    throw new Error(`json: ${errorText(error)}`, { cause: error })
  }
}

async function decodeMsgpack<T>(type: RpcType<T>, body: Buffer): Promise<T> {
  const { decode } = await import('@msgpack/msgpack')
  return type.parse(decode(body, { useBigInt64: true }))
}

async function encodeMsgpack(value: unknown): Promise<Uint8Array> {
  const { encode } = await import('@msgpack/msgpack')
  return encode(value, { useBigInt64: true, ignoreUndefined: true })
}
