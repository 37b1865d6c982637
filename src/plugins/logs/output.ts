import { writeSync } from 'node:fs'
import { systemErrorText } from '../../lib/system-error.ts'

/** Where finished lines go. */
export interface Output {
  /** `now` is for what must be seen even if the process dies right after. */
  write(line: string, now: boolean): void
  /** Brings out what is gathered or held, waiting a limited time for a slow reader. */
  flush(): void
  close(): void
}

/** Told about troubles of the log itself; they never reach who logs. */
export type TroubleReporter = (text: string) => void

/** Stands for a descriptor that is no longer ours: its number may name another file by now. */
export const closed = -1

/** How long lines of level debug and info are gathered: many requests end in it, few in one turn of the loop. */
const gatherMs = 5
/** Characters gathered at most before they are written. */
const gatheredMax = 64 * 1024
/** Most bytes held for a reader that does not keep up; what comes beyond is dropped, and counted. */
const heldMaxBytes = 8 * 1024 * 1024
const retryMs = 5
const flushPauseMs = 2
/** How long a flush waits without any progress. */
const flushMaxMs = 2000

/**
 * Writes lines to a descriptor. Lines are gathered for 5 ms and written by one system call; warnings and
 * errors go out at once, with what was gathered before them, and so does everything when the process exits. When the reader of a
 * pipe or terminal is slow, lines are held and written later: the server never waits for who reads its log. (Needs a descriptor
 * in non-blocking mode; on another one a write waits.) Why: docs/decisions/logs.md
 */
export class DescriptorOutput implements Output {
  #fd: number
  readonly #name: string
  readonly #report: TroubleReporter
  #gathered = ''
  #gatheredLines = 0
  #held: Buffer[] = []
  #heldBytes = 0
  #droppedLines = 0
  #failing = false
  #retry: NodeJS.Timeout | undefined

  constructor(fd: number, name: string, report: TroubleReporter) {
    this.#fd = fd
    this.#name = name
    this.#report = report
  }

  write(line: string, now: boolean): void {
    if (this.#fd === closed) return
    if (this.#gathered === '' && !now) setTimeout(() => this.#writeGathered(), gatherMs).unref()
    this.#gathered += line
    this.#gatheredLines++
    if (now || this.#gathered.length > gatheredMax) this.#writeGathered()
  }

  flush(): void {
    this.#writeGathered()
    let lastProgress = Date.now()
    while (this.#heldBytes > 0 && Date.now() - lastProgress < flushMaxMs) {
      if (this.#drain()) lastProgress = Date.now()
      else Atomics.wait(sleeper, 0, 0, flushPauseMs)
    }
  }

  close(): void {
    this.flush()
    clearTimeout(this.#retry)
    this.#held = []
    this.#heldBytes = 0
    this.#fd = closed
  }

  #writeGathered(): void {
    const text = this.#gathered
    if (text === '') return
    const lines = this.#gatheredLines
    this.#gathered = ''
    this.#gatheredLines = 0
    const written = this.#heldBytes > 0 ? 0 : this.#attempt(text)
    if (written < text.length || written < Buffer.byteLength(text))
      this.#hold(Buffer.from(text).subarray(written), lines)
  }

  /** Bytes taken by the system: none when the reader is slow, all when the write failed and is given up. */
  #attempt(data: string | Buffer): number {
    try {
      const written = typeof data === 'string' ? writeSync(this.#fd, data) : writeSync(this.#fd, data)
      this.#failing = false
      return written
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0
      const first = !this.#failing
      this.#failing = true
      if (first) this.#report(`write ${this.#name}: ${systemErrorText(error)}`)
      return Buffer.byteLength(data)
    }
  }

  #hold(bytes: Buffer, lines: number): void {
    if (this.#heldBytes + bytes.length > heldMaxBytes) {
      this.#droppedLines += lines
      return
    }
    this.#held.push(bytes)
    this.#heldBytes += bytes.length
    this.#retryLater()
  }

  #retryLater(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      this.#drain()
      if (this.#heldBytes > 0) this.#retryLater()
    }, retryMs).unref()
  }

  /** Writes what is held, as far as the reader takes it. True when anything moved. */
  #drain(): boolean {
    const before = this.#heldBytes
    while (this.#heldBytes > 0) {
      const bytes = this.#held[0] as Buffer
      const written = this.#attempt(bytes)
      if (written === 0) break
      this.#heldBytes -= written
      if (written === bytes.length) this.#held.shift()
      else this.#held[0] = bytes.subarray(written)
    }
    if (this.#heldBytes === 0) this.#reportDropped()
    return this.#heldBytes < before
  }

  #reportDropped(): void {
    const dropped = this.#droppedLines
    this.#droppedLines = 0
    if (dropped > 0) this.#report(`write ${this.#name}: ${dropped} records were dropped, its reader is too slow`)
  }
}

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Gives each line to several outputs. */
export class TeeOutput implements Output {
  readonly #outputs: readonly Output[]
  constructor(outputs: readonly Output[]) {
    this.#outputs = outputs
  }
  write(line: string, now: boolean): void {
    for (const output of this.#outputs) output.write(line, now)
  }
  flush(): void {
    for (const output of this.#outputs) output.flush()
  }
  close(): void {
    for (const output of this.#outputs) output.close()
  }
}
