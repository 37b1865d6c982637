import { writeSync } from 'node:fs'
import { systemErrorText } from '../../lib/system-error.ts'

/** Where finished lines go. */
export interface Output {
  write(text: string): void
  /** Brings out what a slow reader has not taken yet, waiting for it a limited time. */
  flush(): void
  close(): void
}

/** Told about troubles of the log itself; they never reach who logs. */
export type TroubleReporter = (text: string) => void

/** Most bytes held for a reader that does not keep up; what comes beyond is dropped, and counted. */
const pendingMaxBytes = 8 * 1024 * 1024
const retryMs = 5
const flushPauseMs = 2
/** How long a flush waits without any progress. */
const flushMaxMs = 2000

/**
 * Writes lines to a descriptor at once, one system call each, so that nothing is lost when the process ends. When the reader of
 * a pipe or terminal is slow the line is held and written later: the server never waits for who reads its log. (Needs a
 * descriptor in non-blocking mode; on another one a write waits.) docs/decisions/logs.md
 */
export class DescriptorOutput implements Output {
  readonly #fd: number
  readonly #name: string
  readonly #report: TroubleReporter
  #pending: Buffer[] = []
  #pendingBytes = 0
  #droppedLines = 0
  #failing = false
  #retry: NodeJS.Timeout | undefined

  constructor(fd: number, name: string, report: TroubleReporter) {
    this.#fd = fd
    this.#name = name
    this.#report = report
  }

  write(text: string): void {
    if (this.#pendingBytes > 0) {
      this.#hold(Buffer.from(text))
      return
    }
    const written = this.#attempt(text)
    if (written === undefined) return
    if (written < text.length || written < Buffer.byteLength(text)) this.#hold(Buffer.from(text).subarray(written))
  }

  flush(): void {
    let lastProgress = Date.now()
    while (this.#pendingBytes > 0 && Date.now() - lastProgress < flushMaxMs) {
      if (this.#drain()) lastProgress = Date.now()
      else Atomics.wait(sleeper, 0, 0, flushPauseMs)
    }
  }

  close(): void {
    this.flush()
    clearTimeout(this.#retry)
    this.#pending = []
    this.#pendingBytes = 0
  }

  /** Bytes written, 0 when the reader is slow, undefined when the write failed and is given up. */
  #attempt(data: string | Buffer): number | undefined {
    try {
      const written = typeof data === 'string' ? writeSync(this.#fd, data) : writeSync(this.#fd, data)
      this.#failing = false
      return written
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
      if (!this.#failing) this.#report(`write ${this.#name}: ${systemErrorText(error)}`)
      this.#failing = true
      return undefined
    }
  }

  #hold(bytes: Buffer): void {
    if (this.#pendingBytes + bytes.length > pendingMaxBytes) {
      this.#droppedLines++
      return
    }
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    this.#retry ??= setTimeout(() => this.#drainLater(), retryMs).unref()
  }

  #drainLater(): void {
    this.#retry = undefined
    this.#drain()
    if (this.#pendingBytes > 0) this.#retry = setTimeout(() => this.#drainLater(), retryMs).unref()
  }

  /** Writes what is held, as far as the reader takes it. True when anything moved. */
  #drain(): boolean {
    const bytes = Buffer.concat(this.#pending)
    const written = this.#attempt(bytes) ?? bytes.length
    this.#pendingBytes = bytes.length - written
    this.#pending = this.#pendingBytes > 0 ? [bytes.subarray(written)] : []
    if (this.#pendingBytes === 0 && this.#droppedLines > 0) {
      const dropped = this.#droppedLines
      this.#droppedLines = 0
      this.#report(`write ${this.#name}: ${dropped} records were dropped because its reader is too slow`)
    }
    return written > 0
  }
}

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Gives each line to several outputs. */
export class TeeOutput implements Output {
  readonly #outputs: readonly Output[]
  constructor(outputs: readonly Output[]) {
    this.#outputs = outputs
  }
  write(text: string): void {
    for (const output of this.#outputs) output.write(text)
  }
  flush(): void {
    for (const output of this.#outputs) output.flush()
  }
  close(): void {
    for (const output of this.#outputs) output.close()
  }
}
