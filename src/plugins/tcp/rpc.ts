import { tcp as messages } from '../../gen/tcp.js'
import { messageType } from '../../kernel/message-type.ts'
import { defineMethod, type RpcMethods, type RpcType } from '../../kernel/rpc.ts'
import { boolType, stringType } from '../../kernel/rpc-types.ts'

const closeRequest = messageType<{ readonly uuid: string }>(messages.v1.CloseRequest)
const response = messageType<{ readonly ok: boolean }>(messages.v1.Response)

/** A plain text, or a message of tcp.v1. */
const uuidType: RpcType<string> = {
  ...stringType,
  proto: {
    decode: (bytes) => closeRequest.proto?.decode(bytes).uuid ?? '',
    encode: (uuid) => closeRequest.proto?.encode({ uuid }) ?? new Uint8Array(),
  },
}

const okType: RpcType<boolean> = {
  ...boolType,
  proto: {
    decode: (bytes) => response.proto?.decode(bytes).ok ?? false,
    encode: (ok) => response.proto?.encode({ ok }) ?? new Uint8Array(),
  },
}

/** Namespace `tcp`. `close` closes the connection of that uuid, if there is one. Follows: spec 06 §4.2 */
export function tcpMethods(close: (uuid: string) => void): RpcMethods {
  return {
    Close: defineMethod({
      request: uuidType,
      response: okType,
      call(uuid) {
        close(uuid)
        return true
      },
    }),
  }
}
