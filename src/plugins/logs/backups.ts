import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** What becomes of rotated files. */
export interface Retention {
  readonly maxBackups: number
  readonly maxAgeDays: number
  readonly compress: boolean
}

interface Backup {
  readonly path: string
  /** Milliseconds since 1970, from its name. */
  readonly time: number
  readonly compressed: boolean
}

const dayMs = 24 * 60 * 60 * 1000
const stamp = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3})$/

/** Name of a rotated file: `rr-2026-11-23T09-56-53.123.log`. Follows: spec 02 §5.4; natefinch/lumberjack. */
export function backupPath(path: string, timeMs: number): string {
  const extension = extname(path)
  const time = new Date(timeMs).toISOString().slice(0, -1).replaceAll(':', '-')
  return join(dirname(path), `${basename(path, extension)}-${time}${extension}`)
}

/** Removes rotated files beyond their number or age and compresses the rest, when asked to. */
export async function tidyBackups(path: string, retention: Retention, nowMs: number): Promise<void> {
  const backups = (await listBackups(path)).sort((a, b) => b.time - a.time)
  const times = [...new Set(backups.map((backup) => backup.time))]
  const kept = new Set(
    times.slice(0, retention.maxBackups).filter((time) => nowMs - time <= retention.maxAgeDays * dayMs),
  )
  for (const backup of backups) {
    if (!kept.has(backup.time)) await unlink(backup.path)
    else if (retention.compress && !backup.compressed) await compress(backup.path)
  }
}

async function listBackups(path: string): Promise<Backup[]> {
  const folder = dirname(path)
  const extension = extname(path)
  const prefix = `${basename(path, extension)}-`
  const names = await readdir(folder)
  return names.flatMap((name) => {
    const compressed = name.endsWith(`${extension}.gz`)
    const plain = compressed ? name.slice(0, -'.gz'.length) : name
    if (!plain.startsWith(prefix) || !plain.endsWith(extension)) return []
    const time = parseStamp(plain.slice(prefix.length, plain.length - extension.length))
    return Number.isNaN(time) ? [] : [{ path: join(folder, name), time, compressed }]
  })
}

function parseStamp(text: string): number {
  const [, date, hour, minute, second] = stamp.exec(text) ?? []
  return date === undefined ? Number.NaN : Date.parse(`${date}T${hour}:${minute}:${second}Z`)
}

/** Writes under another name first, so that an interrupted run leaves no half archive under the right one. */
async function compress(path: string): Promise<void> {
  const partial = `${path}.gz.tmp`
  const { mode } = await stat(path)
  await pipeline(createReadStream(path), createGzip(), createWriteStream(partial, { mode: mode & 0o7777 }))
  await rename(partial, `${path}.gz`)
  await unlink(path)
}
