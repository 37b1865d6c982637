import { type ErrorArgs, type ErrorCode, RRError } from '../../../lib/errors.ts'
import { errorText, type Kind, OpError } from '../../../lib/op-error.ts'

/** An error as plain data. */
export type ErrorData =
  | { readonly type: 'op'; readonly op: string; readonly kind: Kind | undefined; readonly cause: ErrorData | undefined }
  | { readonly type: 'coded'; readonly code: ErrorCode; readonly args: ErrorArgs<ErrorCode> }
  | { readonly type: 'plain'; readonly message: string; readonly stack: string | undefined }

/** Takes an error apart, so that its kinds, its code and its text survive the way to another thread. */
export function dataOfError(error: unknown): ErrorData {
  if (error instanceof OpError) {
    const { op, kind, cause } = error
    return { type: 'op', op, kind, cause: cause === undefined ? undefined : dataOfError(cause) }
  }
  if (error instanceof RRError)
    return { type: 'coded', code: error.code, args: error.args.map(plainArg) as ErrorArgs<ErrorCode> }
  return { type: 'plain', message: errorText(error), stack: error instanceof Error ? error.stack : undefined }
}

/** Puts it together again: of the same class, with the same text. */
export function errorOfData(data: ErrorData): Error {
  if (data.type === 'op') {
    return new OpError(data.op, data.kind, data.cause === undefined ? undefined : errorOfData(data.cause))
  }
  if (data.type === 'coded') return new RRError(data.code, data.args)
  const error = new Error(data.message)
  if (data.stack !== undefined) error.stack = data.stack
  return error
}

/** Messages are made of texts, numbers and lists of them, and of what was thrown: of that, its text. */
function plainArg(arg: unknown): unknown {
  return typeof arg === 'object' && !Array.isArray(arg) ? errorText(arg) : arg
}
