import { writeSync } from 'node:fs'

/** SGR codes that the command line uses. */
export const Sgr = { red: 31, green: 32, yellow: 33, cyan: 36, brightYellow: 93, boldBrightRed: '1;91' } as const

/** Writes one line to stdout. At once: the process may end, or be replaced, right after. */
export function printLine(text: string): void {
  write(1, `${text}\n`)
}

/** Writes to stdout without adding anything. */
export function print(text: string): void {
  write(1, text)
}

/** Writes one line to stderr. */
export function printError(text: string): void {
  write(2, `${text}\n`)
}

/** True when stdout is a terminal. Loads what knows only now: most commands never ask, and it brings the whole of `net` along. */
export function isTerminal(): boolean {
  return process.getBuiltinModule('node:tty').isatty(1)
}

/** True when stdout is a terminal and nobody asked for plain text. */
export function wantsColour(): boolean {
  const { NO_COLOR, TERM } = process.env
  return (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb' && isTerminal()
}

/** Puts text into a colour. */
export function paint(text: string, sgr: number | string): string {
  return `\x1b[${sgr}m${text}\x1b[0m`
}

/** Prints what ended a command: bold red when stdout is a terminal. Follows: spec 02 §2.1. */
export function printFailure(message: string): void {
  printError(wantsColour() ? paint(message, Sgr.boldBrightRed) : message)
}

const retryMs = 2

function write(fd: number, text: string): void {
  let bytes: Uint8Array = Buffer.from(text)
  while (bytes.byteLength > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      // A full pipe that somebody made non-blocking: its reader will make room. A closed one: nobody is left to tell.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs)
    }
  }
}
