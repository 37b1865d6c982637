/** What can go wrong with a store, as its thread tells it. */
export type FaultKind =
  /** Another process holds the file; the text is the time waited, milliseconds. */
  | 'busy'
  /** The file is somebody else's; the text says what it is. */
  | 'foreign'
  /** The file is damaged. */
  | 'corrupt'
  /** No space is left. Nothing of the batch was written; later ones may succeed. */
  | 'full'
  /** The disk did not confirm a write: what is in the file is not known, and nothing more is written. */
  | 'unsynced'
  /** Any other failure of the file system or of SQLite. */
  | 'io'

/** A failure in the store's thread, on its way to the main thread. */
export class StoreFault extends Error {
  readonly kind: FaultKind
  override readonly name = 'StoreFault'

  constructor(kind: FaultKind, text: string, options?: ErrorOptions) {
    super(text, options)
    this.kind = kind
  }
}

/** A failure as plain data: errors lose their class between threads. */
export interface FaultData {
  readonly kind: FaultKind
  readonly text: string
}

/** Primary result codes and the extended one of a failed sync. Follows: sqlite.org/rescode.html */
const sqlite = { ioError: 10, corrupt: 11, full: 13, notADatabase: 26, syncFailed: 1034 } as const

/** The result code of an SQLite error, extended; undefined for other errors. */
export function sqliteCode(error: unknown): number | undefined {
  const code: unknown = (error as { errcode?: unknown }).errcode
  return typeof code === 'number' ? code : undefined
}

/** What an error thrown in the store's thread means. */
export function faultOf(error: unknown): FaultData {
  const text = error instanceof Error ? error.message : String(error)
  return { kind: error instanceof StoreFault ? error.kind : kindOf(sqliteCode(error)), text }
}

function kindOf(code: number | undefined): FaultKind {
  if (code === undefined) return 'io'
  if (code === sqlite.syncFailed) return 'unsynced'
  const primary = code & 0xff
  if (primary === sqlite.full) return 'full'
  return primary === sqlite.corrupt || primary === sqlite.notADatabase ? 'corrupt' : 'io'
}
