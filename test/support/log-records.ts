import { longestWaitMs, until } from './wait.ts'

/** One record of the server's log, as its JSON line says. */
export interface LogRecord {
  readonly level: string
  readonly logger: string
  readonly msg: string
  readonly [field: string]: unknown
}

/** What a running server has printed: raw text, and the JSON records among its lines. */
export class LogRecords {
  #text = ''
  #unfinished = ''
  readonly #records: LogRecord[] = []

  push(chunk: string): void {
    this.#text += chunk
    const lines = (this.#unfinished + chunk).split('\n')
    this.#unfinished = lines.pop() ?? ''
    for (const line of lines) {
      const record = parseRecord(line)
      if (record !== undefined) this.#records.push(record)
    }
  }

  get text(): string {
    return this.#text
  }

  /** Count of records so far: a mark for `after`. */
  get mark(): number {
    return this.#records.length
  }

  /** Every record since the mark. */
  since(mark: number): readonly LogRecord[] {
    return this.#records.slice(mark)
  }

  /** Records with that message, since the mark. */
  all(message: string, after = 0): readonly LogRecord[] {
    return this.#records.slice(after).filter((record) => record.msg === message)
  }

  /** The first record that matches, since the mark; waits for it. */
  find(what: string | ((record: LogRecord) => boolean), after = 0, limitMs = longestWaitMs): Promise<LogRecord> {
    const matches = typeof what === 'string' ? (record: LogRecord) => record.msg === what : what
    return until(
      `a log record: ${typeof what === 'string' ? what : 'one that matches'}`,
      () => this.#records.slice(after).find(matches),
      limitMs,
    )
  }
}

function parseRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as LogRecord
  } catch {
    return undefined
  }
}
