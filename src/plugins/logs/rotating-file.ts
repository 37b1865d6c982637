import type { Stats } from 'node:fs'
import { chownSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { OpError } from '../../lib/op-error.ts'
import { pathErrorText, systemErrorText } from '../../lib/system-error.ts'
import { backupPath, tidyBackups } from './backups.ts'
import type { FileLoggerConfig } from './config.ts'
import type { Output, TroubleReporter } from './output.ts'
import { closed } from './output.ts'

const bytesPerMebibyte = 1024 * 1024
const folderMode = 0o755
const fileMode = 0o600
const defaultMaxMebibytes = 100
const defaultMaxAgeDays = 24
const defaultMaxBackups = 10

/** Absolute path of the file that these options name. */
export function rotatingFilePath(config: FileLoggerConfig): string {
  return resolve(config.log_output === '' ? join(tmpdir(), 'rr-lumberjack.log') : config.log_output)
}

/**
 * A log file that is renamed and begun anew when it is full; see backups.ts for what becomes of the old ones. Raises OpError when
 * it cannot be opened at the start. Follows: spec 02 §5.4.
 */
export class RotatingFile implements Output {
  readonly #path: string
  readonly #maxBytes: number
  readonly #config: FileLoggerConfig
  readonly #report: TroubleReporter
  #fd: number
  #size: number
  #failing = false
  #tidying: Promise<void> = Promise.resolve()

  constructor(config: FileLoggerConfig, report: TroubleReporter) {
    this.#path = rotatingFilePath(config)
    this.#maxBytes = (config.max_size || defaultMaxMebibytes) * bytesPerMebibyte
    this.#config = config
    this.#report = report
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: folderMode })
      this.#fd = openSync(this.#path, 'a', fileMode)
    } catch (error) {
      throw new OpError(
        'config_plugin_init',
        undefined,
        new Error(pathErrorText('open', this.#path, error), { cause: error }),
      )
    }
    this.#size = fstatSync(this.#fd).size
    this.#tidy()
  }

  write(text: string): void {
    if (this.#fd === closed) return
    const bytes = Buffer.byteLength(text)
    if (bytes > this.#maxBytes) {
      this.#report(`write length ${bytes} exceeds maximum file size ${this.#maxBytes}`)
      return
    }
    try {
      if (this.#size + bytes > this.#maxBytes) this.#rotate()
      writeSync(this.#fd, text)
      this.#size += bytes
      this.#failing = false
    } catch (error) {
      if (!this.#failing) this.#report(`write ${this.#path}: ${systemErrorText(error)}`)
      this.#failing = true
    }
  }

  /** Nothing is held back: each line is in the file when write returns. */
  flush(): void {}

  close(): void {
    if (this.#fd !== closed) closeSync(this.#fd)
    this.#fd = closed
  }

  /** Resolves when no old file is being compressed or removed any more. */
  settled(): Promise<void> {
    return this.#tidying
  }

  #rotate(): void {
    const old = fstatSync(this.#fd)
    renameSync(this.#path, this.#freeBackupPath())
    const fd = openSync(this.#path, 'a', old.mode & 0o7777)
    closeSync(this.#fd)
    this.#fd = fd
    this.#size = 0
    keepOwner(this.#path, old)
    this.#tidy()
  }

  /** Two rotations may fall into one millisecond: the later one is given the next. */
  #freeBackupPath(): string {
    let time = Date.now()
    while (existsSync(backupPath(this.#path, time)) || existsSync(`${backupPath(this.#path, time)}.gz`)) time++
    return backupPath(this.#path, time)
  }

  #tidy(): void {
    const retention = {
      maxBackups: this.#config.max_backups || defaultMaxBackups,
      maxAgeDays: this.#config.max_age || defaultMaxAgeDays,
      compress: this.#config.compress,
    }
    this.#tidying = this.#tidying
      .then(() => tidyBackups(this.#path, retention, Date.now()))
      .catch((error: unknown) => this.#report(`rotate ${this.#path}: ${systemErrorText(error)}`))
  }
}

/** A file of another user, written by root, stays that user's. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  if (process.getuid?.() === 0) chownSync(path, uid, gid)
}
