import { printError } from './terminal.ts'

/** Prints a line on stderr as Go's standard log does: `2026/06/17 14:50:00 text`. Follows: spec 02 §2.4, §2.5. */
export function logLine(text: string): void {
  printError(`${goTimestamp(new Date())} ${text}`)
}

/** Local time as Go's standard log writes it. */
export function goTimestamp(date: Date): string {
  const pad = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}/${pad(date.getMonth() + 1)}/${pad(date.getDate())}`
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}
