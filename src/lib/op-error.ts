/**
 * Kinds of failure, by the text RoadRunner prints for them. The text travels to PHP in error frames and RPC answers,
 * where people and packages match it. Follows: spec 02 §2.11, spec 01 §9.1.
 */
export const kindText = {
  Undefined: 'Undefined',
  Timeout: 'Timeout',
  Network: 'Network',
  FileNotFound: 'FileNotFound',
  Retry: 'Retry',
  Stop: 'Stop',
  MaxJobs: 'MaxJobs',
  QueueSize: 'QueueSize',
  Register: 'Register error',
  Providers: 'Providers error',
  Logger: 'Logger error',
  ArgType: 'Wrong arg type, or return type',
  Init: 'Init error',
  Serve: 'Serve error',
  Unsupported: 'Unsupported',
  Disabled: 'Vertex disabled',
  Traverse: 'Traverse error',
  FunctionCall: 'Function call error',
  WatcherStopped: 'Workers watcher stopped',
  SoftJob: 'SoftJobError',
  WorkerAllocate: 'WorkerAllocate',
  NoFreeWorkers: 'NoFreeWorkers',
  Encode: 'Encode',
  Decode: 'Decode',
  ExecTTL: 'ExecTTL',
  IdleTTL: 'IdleTTL',
  TTL: 'TTL',
  EmptyKey: "key can't be empty string",
  EmptyItem: 'empty Item',
  NoKeys: 'should provide at least 1 key',
  NoSuchBucket: 'no such bucket',
  BucketShouldBeSet: 'bucket should be set',
  NoConfig: 'no config provided',
  SkipFile: 'SkipFile',
  NoWalkerConfig: 'NoWalkerConfig',
} as const

export type Kind = keyof typeof kindText

/**
 * A failure as RoadRunner prints it: an operation, a kind, and what lies under it. `new OpError('a', 'Network', 'EOF')` reads
 * `a: Network: EOF`; an OpError inside an OpError is set on a line of its own, and its kind moves outwards when the outer has
 * none. Follows: spec 02 §2.11.
 */
export class OpError extends Error {
  readonly op: string
  readonly kind: Kind | undefined
  override readonly name = 'OpError'

  constructor(op: string, kind: Kind | undefined, cause?: unknown) {
    super('', cause === undefined ? undefined : { cause })
    this.op = op
    this.kind = kind ?? (cause instanceof OpError ? cause.kind : undefined)
    // Set once here, not computed at each read: the text is read more often than errors are made.
    Object.defineProperty(this, 'message', { value: render(this, undefined), enumerable: false })
  }

  /** True when this failure, or one it wraps, is of that kind. */
  is(kind: Kind): boolean {
    return this.kind === kind || (this.cause instanceof OpError && this.cause.is(kind))
  }
}

/** The text of anything thrown, without a stack: an error's message, else its string form. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The text of an error and of what caused it. */
export function errorChainText(error: unknown): string {
  if (error instanceof OpError) return error.message
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorChainText).join('; ')
  if (!(error instanceof Error)) return String(error)
  if (error.cause === undefined) return error.message
  const cause = errorChainText(error.cause)
  return error.message.includes(cause) ? error.message : `${error.message}: ${cause}`
}

function render(error: OpError, outerKind: Kind | undefined): string {
  let text = error.op
  if (error.kind !== undefined && error.kind !== outerKind) text += `${text === '' ? '' : ': '}${kindText[error.kind]}`
  const { cause } = error
  if (cause === undefined) return text
  const inner = cause instanceof OpError ? render(cause, error.kind ?? outerKind) : errorText(cause)
  if (text === '') return inner
  return cause instanceof OpError ? `${text}:\n\t${inner}` : `${text}: ${inner}`
}
