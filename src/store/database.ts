/*
  Opens the file of a store, so that nothing of somebody else's is ever overwritten and no second server writes beside us.
  Runs in the store's thread.
*/
import { closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreFault, sqliteCode } from './fault.ts'

/** How a store's file is opened. */
export interface StoreOptions {
  /** Path of the file; its folder must exist. Two files beside it (`-wal`, and `-journal` for a moment) belong to it. */
  readonly file: string
  /** Mode of a new file, masked by the umask. Default 0644. */
  readonly mode?: number
  /** How long another process may keep the file before the open fails. Default 20 seconds (spec 06 §1.1). */
  readonly lockTimeoutMs?: number
  /** Bytes of records that may wait for the disk; beyond them calls are refused. Default 256 MiB. */
  readonly waitingMaxBytes?: number
}

/** Marks a file as ours, in SQLite's header: "cour". */
const applicationId = 0x636f7572
/** Layout of our tables. Raise it with a migration. */
const layoutVersion = 1
/** Where the first page of a bbolt file carries its magic number, and the number. */
const bboltMagicAt = 16
const bboltMagic = 0xed0cdaed

const sqliteError = { busy: 5, notADatabase: 26, corrupt: 11 } as const

/** Opens or makes the file and locks it for this process. Throws a StoreFault that says why not. */
export function openDatabase({ file, mode = 0o644, lockTimeoutMs = 20_000 }: StoreOptions): DatabaseSync {
  prepareFile(file, mode)
  const db = new DatabaseSync(file, { timeout: lockTimeoutMs })
  try {
    // Held until the end: a second server cannot write, and the index of the log needs no shared memory.
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    // The first access takes the lock; nothing is changed before we know whose file it is.
    claim(db)
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion}`)
    return db
  } catch (error) {
    db.close()
    throw openFault(error, lockTimeoutMs)
  }
}

/** Makes the file with its mode, which SQLite gives to the files beside it, too. */
function prepareFile(file: string, mode: number): void {
  try {
    closeSync(openSync(file, 'wx', mode))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new StoreFault('io', (error as Error).message)
    refuseBbolt(file)
  }
}

function refuseBbolt(file: string): void {
  const head = Buffer.alloc(bboltMagicAt + 4)
  try {
    const opened = openSync(file, 'r')
    readSync(opened, head, 0, head.length, 0)
    closeSync(opened)
  } catch (error) {
    throw new StoreFault('io', (error as Error).message)
  }
  if (head.readUInt32LE(bboltMagicAt) === bboltMagic) {
    throw new StoreFault('foreign', 'a bbolt file, as RoadRunner writes it')
  }
}

function claim(db: DatabaseSync): void {
  db.exec('BEGIN EXCLUSIVE')
  const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number }
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
  db.exec('COMMIT')
  if (id !== applicationId && tables > 0) throw new StoreFault('foreign', 'an SQLite database of another program')
  if (version > layoutVersion) throw new StoreFault('foreign', `a store of layout ${version}, made by a later version`)
}

function openFault(error: unknown, lockTimeoutMs: number): unknown {
  const code = sqliteCode(error)
  if (code === sqliteError.busy) return new StoreFault('busy', `${lockTimeoutMs}`)
  if (code === sqliteError.notADatabase || code === sqliteError.corrupt) {
    return new StoreFault('corrupt', (error as Error).message)
  }
  return error
}
