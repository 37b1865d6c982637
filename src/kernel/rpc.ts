/**
 * How an RPC result is written in each codec. JSON is what PHP speaks by default; `proto` is present for protobuf messages; `bytes`
 * marks the type that the RAW codec carries. Follows: spec 02 §4.4.
 */
export interface RpcResult<T> {
  /** To what JSON and msgpack can write: bigint is written in full, bytes as base64 in JSON. */
  format(value: T): unknown
  /** The same for msgpack, where its field names are others. */
  formatMsgpack?(value: T): unknown
  readonly bytes?: boolean
  readonly proto?: { encode(value: T): Uint8Array }
}

/** How an RPC argument is read in each codec, and written as a result. */
export interface RpcType<T> extends RpcResult<T> {
  /** Value of an empty argument. */
  readonly zero: T
  /** From parsed JSON or msgpack (`null` gives the zero value). Throws with the texts of spec 02 §4.4. */
  parse(value: unknown): T
  readonly proto?: {
    decode(bytes: Uint8Array): T
    encode(value: T): Uint8Array
  }
}

/** Who calls: a connection. */
export interface RpcCaller {
  /** Calls back once when nobody waits for the answer any more: the connection is closed, or its client has ended its side. */
  onGone(callback: () => void): void
  offGone(callback: () => void): void
}

/** One method of a plugin's RPC namespace. */
export interface RpcMethod<Request, Response> {
  readonly request: RpcType<Request>
  readonly response: RpcResult<Response>
  /** `caller` matters to calls that wait for long. Without one, somebody inside the server calls. */
  call(request: Request, caller?: RpcCaller): Response | Promise<Response>
}

/** A plugin's methods by name, as PHP calls them: they start upper-case. */
export type RpcMethods = Readonly<Record<string, RpcMethod<never, unknown>>>

/** Declares a method; gives its types without writing them twice. */
export function defineMethod<Request, Response>(method: RpcMethod<Request, Response>): RpcMethod<never, unknown> {
  return method as unknown as RpcMethod<never, unknown>
}
