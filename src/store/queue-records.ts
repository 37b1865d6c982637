/*
  A queue: records that are pushed, taken, and then removed or put back. Runs in the store's thread.

    queue_<name>  id INTEGER PRIMARY KEY (order of arrival) | state | priority | due (milliseconds since 1970) | body BLOB

       push ──▶ ready ──take──▶ taken ──remove──▶ (gone)
        │         ▲  ▲            │
        └▶ delayed┘  └──release───┘        at the open of the file: taken ──▶ ready
*/
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { storable } from './integers.ts'
import { quoted, tableName } from './names.ts'

/** A record to push. */
export interface QueueRecord {
  readonly body: Uint8Array
  /** The smaller, the sooner. */
  readonly priority: number
  /** Milliseconds since 1970 before which it is not taken. Absent: at once. */
  readonly dueMs?: number | undefined
}

/** A record that was taken. */
export interface TakenRecord {
  readonly id: number
  readonly priority: number
  readonly body: Uint8Array
}

/** A record to put back: with what it carries now, where that has changed. */
export interface ReleasedRecord {
  readonly id: number
  readonly dueMs?: number | undefined
  readonly priority?: number | undefined
  readonly body?: Uint8Array | undefined
}

/** How many records a queue holds, by state. */
export interface QueueCounts {
  readonly ready: number
  readonly delayed: number
  readonly taken: number
}

const state = { ready: 0, delayed: 1, taken: 2 } as const

/** Makes every taken record of every queue ready: whoever took them is gone. */
export function releaseTaken(db: DatabaseSync): void {
  const queues = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'queue_*'").all()
  for (const { name } of queues as unknown as ReadonlyArray<{ readonly name: string }>) {
    db.exec(`UPDATE ${quoted(name)} SET state = ${state.ready} WHERE state = ${state.taken}`)
  }
}

/** What a queue does; every call takes a batch. */
export class QueueRecords {
  readonly #db: DatabaseSync
  readonly #name: string
  readonly #push: StatementSync
  readonly #ripen: StatementSync
  readonly #take: StatementSync
  readonly #remove: StatementSync
  readonly #release: StatementSync
  readonly #releaseAll: StatementSync
  readonly #next: StatementSync
  readonly #count: StatementSync

  constructor(db: DatabaseSync, name: string) {
    const queue = tableName('queue', name)
    this.#db = db
    this.#name = queue
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${queue} (id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL,
         priority INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
       CREATE INDEX IF NOT EXISTS ${tableName('queue_ready', name)} ON ${queue} (priority, id) WHERE state = ${state.ready};
       CREATE INDEX IF NOT EXISTS ${tableName('queue_due', name)} ON ${queue} (due) WHERE state = ${state.delayed};
       CREATE INDEX IF NOT EXISTS ${tableName('queue_taken', name)} ON ${queue} (id) WHERE state = ${state.taken}`,
    )
    this.#push = db.prepare(`INSERT INTO ${queue} (state, due, priority, body) VALUES (?, ?, ?, ?)`)
    this.#ripen = db.prepare(`UPDATE ${queue} SET state = ${state.ready} WHERE state = ${state.delayed} AND due <= ?`)
    this.#take = db.prepare(
      `UPDATE ${queue} SET state = ${state.taken} WHERE id IN
         (SELECT id FROM ${queue} WHERE state = ${state.ready} ORDER BY priority, id LIMIT ?) RETURNING id, priority, body`,
    )
    this.#remove = db.prepare(`DELETE FROM ${queue} WHERE id = ?`)
    this.#release = db.prepare(
      `UPDATE ${queue} SET state = ?, due = ?, priority = coalesce(?, priority), body = coalesce(?, body)
         WHERE id = ? AND state = ${state.taken}`,
    )
    this.#releaseAll = db.prepare(`UPDATE ${queue} SET state = ${state.ready} WHERE state = ${state.taken}`)
    this.#next = db.prepare(`SELECT min(due) AS due FROM ${queue} WHERE state = ${state.delayed}`)
    this.#count = db.prepare(`SELECT state, count(*) AS count FROM ${queue} GROUP BY state`)
  }

  /** Adds records; returns their ids, in their order. */
  push(records: readonly QueueRecord[]): number[] {
    const now = Date.now()
    return records.map(({ body, priority, dueMs = 0 }) =>
      Number(this.#push.run(...placing(dueMs, now), storable(priority), body).lastInsertRowid),
    )
  }

  /** Takes at most `limit` records that are due: lower priorities first, then in order of arrival. */
  take(limit: number): TakenRecord[] {
    this.#ripen.run(Date.now())
    const taken = this.#take.all(limit) as unknown as TakenRecord[]
    return taken.sort((a, b) => a.priority - b.priority || a.id - b.id)
  }

  /** Removes records for good, whatever their state. */
  remove(ids: readonly number[]): void {
    for (const id of ids) this.#remove.run(id)
  }

  /** Puts taken records back, each in its place of old unless its priority has changed. Those not taken are left as they are. */
  release(records: readonly ReleasedRecord[]): void {
    const now = Date.now()
    for (const { id, dueMs = 0, priority, body } of records) {
      const changed = priority === undefined ? null : storable(priority)
      this.#release.run(...placing(dueMs, now), changed, body ?? null, id)
    }
  }

  /** Puts another record in the place of one, behind all that wait: both happen, or neither. Returns its id. */
  replace(id: number, record: QueueRecord): number {
    this.remove([id])
    return this.push([record])[0] as number
  }

  /** Puts every taken record back: whoever took them is gone. */
  releaseAll(): void {
    this.#releaseAll.run()
  }

  /** When the next delayed record becomes due, milliseconds since 1970; undefined when none is delayed. */
  nextDueMs(): number | undefined {
    return (this.#next.get() as { due: number | null }).due ?? undefined
  }

  counts(): QueueCounts {
    const rows = this.#count.all() as unknown as ReadonlyArray<{ readonly state: number; readonly count: number }>
    const countOf = (wanted: number): number => rows.find((row) => row.state === wanted)?.count ?? 0
    return { ready: countOf(state.ready), delayed: countOf(state.delayed), taken: countOf(state.taken) }
  }

  clear(): void {
    this.#db.exec(`DELETE FROM ${this.#name}`)
  }
}

/** State and due time of a record that comes in. */
function placing(dueMs: number, nowMs: number): [state: number, due: number] {
  return dueMs > nowMs ? [state.delayed, storable(Math.ceil(dueMs))] : [state.ready, 0]
}
