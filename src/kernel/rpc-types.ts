import type { RpcResult, RpcType } from './rpc.ts'

/** A boolean; most methods without a real argument take one and ignore it. */
export const boolType: RpcType<boolean> = {
  zero: false,
  parse: (value) => (isNull(value) ? false : typeof value === 'boolean' ? value : mistyped(value, 'bool')),
  format: asIs,
}

/** A text. */
export const stringType: RpcType<string> = {
  zero: '',
  parse: (value) => (isNull(value) ? '' : typeof value === 'string' ? value : mistyped(value, 'string')),
  format: asIs,
}

/** Bytes: base64 in JSON, and the one type that the RAW codec carries. */
export const bytesType: RpcType<Uint8Array> = {
  zero: new Uint8Array(),
  parse(value) {
    if (isNull(value)) return bytesType.zero
    if (value instanceof Uint8Array) return value
    return typeof value === 'string' ? Buffer.from(value, 'base64') : mistyped(value, '[]uint8')
  },
  format: asIs,
  bytes: true,
}

/** A list. */
export function listType<T>(item: RpcType<T>): RpcType<readonly T[]> {
  return {
    zero: [],
    parse: (value) =>
      isNull(value)
        ? []
        : Array.isArray(value)
          ? value.map((part) => item.parse(part))
          : mistyped(value, '[]interface {}'),
    format: (values) => values.map((value) => item.format(value)),
  }
}

type Fields = Readonly<Record<string, RpcType<unknown>>>
type Struct<F extends Fields> = { readonly [Key in keyof F]: F[Key] extends RpcType<infer T> ? T : never }

/** An object with known fields. Keys match in any letter case, unknown ones are ignored, absent ones are zero. */
export function structType<F extends Fields>(fields: F): RpcType<Struct<F>> {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]))
  const zero = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.zero])) as Struct<F>
  return {
    zero,
    parse(value) {
      if (isNull(value)) return zero
      if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array)
        return mistyped(value, 'struct')
      const parsed: Record<string, unknown> = { ...zero }
      for (const [key, part] of Object.entries(value as object)) {
        const name = names.get(key.toLowerCase())
        if (name !== undefined) parsed[name] = (fields[name] as RpcType<unknown>).parse(part)
      }
      return parsed as Struct<F>
    },
    format: (value) =>
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.format(value[name as keyof F])])),
  }
}

/** A result that is written as it stands; msgpack may need other field names. */
export function jsonResult<T>(formatMsgpack?: (value: T) => unknown): RpcResult<T> {
  return formatMsgpack === undefined ? { format: asIs } : { format: asIs, formatMsgpack }
}

function asIs(value: unknown): unknown {
  return value
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function mistyped(value: unknown, wanted: string): never {
  throw new Error(`json: cannot unmarshal ${jsonKind(value)} into Go value of type ${wanted}`)
}

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'bigint':
      return 'number'
    case 'boolean':
      return 'bool'
    default:
      return typeof value
  }
}
