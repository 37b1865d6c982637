/**
 * How one RPC argument or result is written in each codec. JSON is what PHP speaks by default; `proto` is present for
 * protobuf messages; `bytes` marks the type that the RAW codec carries. Follows: spec 02 §4.4.
 */
export interface RpcType<T> {
  /** Value of an empty argument. */
  readonly zero: T
  /** From parsed JSON or msgpack (`null` gives the zero value). Throws with the texts of spec 02 §4.4. */
  parse(value: unknown): T
  /** To what JSON and msgpack can write; bigint stays bigint and is written in full. */
  format(value: T): unknown
  readonly bytes?: boolean
  readonly proto?: {
    decode(bytes: Uint8Array): T
    encode(value: T): Uint8Array
  }
}

/** One method of a plugin's RPC namespace. */
export interface RpcMethod<Request, Response> {
  readonly request: RpcType<Request>
  readonly response: RpcType<Response>
  call(request: Request): Response | Promise<Response>
}

/** A plugin's methods by name, as PHP calls them: they start upper-case. */
export type RpcMethods = Readonly<Record<string, RpcMethod<never, unknown>>>

/** Declares a method; gives its types without writing them twice. */
export function defineMethod<Request, Response>(method: RpcMethod<Request, Response>): RpcMethod<never, unknown> {
  return method as RpcMethod<never, unknown>
}
