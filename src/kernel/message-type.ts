import type { RpcType } from './rpc.ts'

/** A class of src/gen, as far as RPC needs it. */
interface MessageClass {
  encode(message: never): { finish(): Uint8Array }
  decode(bytes: Uint8Array): unknown
  fromObject(object: Record<string, unknown>): unknown
  toObject(message: never, options: { readonly bytes: StringConstructor }): Record<string, unknown>
}

/**
 * A protobuf message as argument or result; T has every field, for an absent one has its zero value. In JSON its fields have the names of
 * the .proto file, in any letter case, bytes are base64, and what is empty is left out. `maps` names fields whose keys are data.
 */
export function messageType<T extends object>(message: MessageClass, maps: readonly string[] = []): RpcType<T> {
  return {
    zero: message.fromObject({}) as T,
    parse: (value) => message.fromObject(withFieldNames(value ?? {}, maps) as Record<string, unknown>) as T,
    format: (value) => withoutZeros(message.toObject(value as never, { bytes: String })),
    proto: {
      decode: (bytes) => message.decode(bytes) as T,
      encode: (value) => message.encode(value as never).finish(),
    },
  }
}

function withFieldNames(value: unknown, maps: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((part) => withFieldNames(part, maps))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const name = key.toLowerCase()
      return [name, maps.includes(name) ? (part as unknown) : withFieldNames(part, maps)]
    }),
  )
}

/** What is empty is left out, as Go does with these messages; elements of lists stay. */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => !isZero(part))
      .map(([key, part]) => [key, withoutZeros(part)]),
  )
}

function isZero(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0)
}
