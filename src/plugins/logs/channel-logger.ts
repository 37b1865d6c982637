import type { LogFields, Logger, LogLevel, LogPairs } from '../../lib/log.ts'
import type { LineBuilder } from './lines.ts'
import { levelRank } from './modes.ts'
import type { Output } from './output.ts'

/** The logger of one channel. */
export class ChannelLogger implements Logger {
  readonly name: string
  readonly #rank: number
  readonly #line: LineBuilder
  readonly #ending: string
  readonly #output: Output

  constructor(name: string, rank: number, line: LineBuilder, ending: string, output: Output) {
    this.name = name
    this.#rank = rank
    this.#line = line
    this.#ending = ending
    this.#output = output
  }

  enabled(level: LogLevel): boolean {
    return levelRank[level] >= this.#rank
  }

  debug(message: string, fields?: LogFields | LogPairs): void {
    if (this.#rank <= levelRank.debug) this.#write('debug', message, fields)
  }

  info(message: string, fields?: LogFields | LogPairs): void {
    if (this.#rank <= levelRank.info) this.#write('info', message, fields)
  }

  warn(message: string, fields?: LogFields | LogPairs): void {
    if (this.#rank <= levelRank.warn) this.#write('warn', message, fields)
  }

  error(message: string, fields?: LogFields | LogPairs): void {
    if (this.#rank <= levelRank.error) this.#write('error', message, fields)
  }

  #write(level: LogLevel, message: string, fields: LogFields | LogPairs | undefined): void {
    this.#output.write(this.#line(level, message, fields) + this.#ending, levelRank[level] >= levelRank.warn)
  }
}
