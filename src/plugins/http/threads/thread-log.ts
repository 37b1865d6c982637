import type { LogFields, Logger, LogLevel } from '../../../lib/log.ts'
import type { Figures } from './figures.ts'
import type { LogRecord } from './messages.ts'
import { packFields } from './packed-fields.ts'

/** Most records on their way to the main thread; beyond, they are dropped and counted, as for any reader that is too slow. */
const maxRecords = 50_000

/** What the loggers of a thread write to. */
export interface ThreadLogOptions {
  /** Index of the thread. */
  readonly self: number
  /** Levels that are written, by channel. */
  readonly levels: Readonly<Record<string, readonly LogLevel[]>>
  readonly figures: Figures
  readonly send: (records: readonly LogRecord[]) => void
}

/** The log of a thread: sends records to the main thread, those of one turn of the loop together, in their order. */
export class ThreadLog {
  /** Drops what is written meanwhile: what the first thread says for all need not be said again. */
  muted = false
  readonly #options: ThreadLogOptions
  #gathered: LogRecord[] = []
  #dropped = 0

  constructor(options: ThreadLogOptions) {
    this.#options = options
  }

  logger(channel: string): Logger {
    const levels = this.#options.levels[channel] ?? []
    const writer =
      (level: LogLevel) =>
      (message: string, fields?: LogFields): void => {
        if (levels.includes(level) && !this.muted)
          this.#add({ channel, level, message, fields: fields && packFields(fields) })
      }
    return {
      name: channel,
      enabled: (level) => levels.includes(level),
      debug: writer('debug'),
      info: writer('info'),
      warn: writer('warn'),
      error: writer('error'),
    }
  }

  /** Sends what has been gathered. */
  flush(): void {
    const records = this.#gathered
    if (records.length === 0) return
    this.#gathered = []
    const { self, figures, send } = this.#options
    figures.add(self, 'records', records.length)
    send(records)
  }

  #add(record: LogRecord): void {
    const { self, figures } = this.#options
    if (this.#gathered.length + figures.get(self, 'records') >= maxRecords) {
      this.#dropped++
      return
    }
    if (this.#gathered.length === 0) setImmediate(() => this.flush())
    if (this.#dropped > 0) this.#gathered.push(this.#droppedRecord(record.channel))
    this.#gathered.push(record)
  }

  #droppedRecord(channel: string): LogRecord {
    const count = this.#dropped
    this.#dropped = 0
    const message = `${count} records of an I/O thread were dropped, the main thread is too slow`
    return { channel, level: 'warn', message, fields: undefined }
  }
}
