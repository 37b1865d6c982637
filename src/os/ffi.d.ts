/** The part of `node:ffi` (Node 26) that we use; @types/node does not describe it yet. */
declare module 'node:ffi' {
  export type FfiType = 'void' | 'pointer' | 'int32' | 'uint32' | 'int64' | 'uint64'
  export interface FfiSignature {
    readonly arguments: readonly FfiType[]
    readonly return: FfiType
  }
  export type FfiArgument = number | bigint | NodeJS.ArrayBufferView
  export function getRawPointer(bytes: NodeJS.ArrayBufferView): bigint
  export function getInt32(pointer: number | bigint): number
  export function dlopen<Name extends string>(
    path: string | null,
    symbols: Readonly<Record<Name, FfiSignature>>,
  ): { readonly functions: Readonly<Record<Name, (...values: FfiArgument[]) => number>> }
}
