/*
  What Octane shows of the server's output: the same decisions over the same fields as octane:start takes, in our words.
  Follows: laravel/octane src/Commands/StartRoadRunnerCommand.php (writeServerOutput) and Concerns/InteractsWithIO.php; spec 03 §14.1
*/

/** Something that Octane prints, by the way it prints it. */
export type Shown =
  /** A text as information, as an error, or as it is. */
  | { readonly how: 'info' | 'error' | 'raw'; readonly text: string }
  | {
      readonly how: 'request'
      readonly method: string
      readonly url: string
      readonly status: number
      readonly ms: number
    }
  /** An event of its own that the worker wrote: `throwable`, `shutdown` and others. */
  | { readonly how: 'event'; readonly event: Readonly<Record<string, unknown>> }

/** Texts that are never printed. */
const ignored = [
  'destroy signal received',
  'req-resp mode',
  'scan command',
  'sending stop request to the worker',
  'stop signal received, grace timeout is: ',
  'exit forced',
  'worker allocated',
  'worker is allocated',
  'worker constructed',
  'worker destructed',
  'worker destroyed',
  '[INFO] RoadRunner server started; version:',
  '[INFO] sdnotify: not notified',
  'exiting; byeee!!',
  'storage cleaning happened too recently',
  'write error',
  'unable to determine directory for user configuration; falling back to current directory',
  '$HOME environment variable is empty',
  'unable to get instance ID',
]

/** What is shown of everything that the server has printed so far. */
export function shownBy(stdout: string, stderr: string): Shown[] {
  const fromErrors = lines(stderr)
    .filter((line) => !['DEBUG', 'INFO', 'WARN'].some((word) => line.includes(word)))
    .map((text): Shown => ({ how: 'error', text }))
  return [...lines(stdout).flatMap(ofLine), ...fromErrors].filter(
    (shown) => !('text' in shown) || !ignored.some((text) => shown.text.startsWith(text)),
  )
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

function ofLine(line: string): Shown[] {
  const record = objectOf(line)
  if (record === undefined) return [{ how: 'info', text: line }]
  const message = field(record, 'msg')
  const event = objectOf(message)
  if (event !== undefined) return [{ how: 'event', event }]
  if (field(record, 'logger') === 'server') return [{ how: 'raw', text: message }]
  if (field(record, 'level') !== 'info' || message !== 'http log' || record['remote_address'] === undefined) return []
  const { method, status, URI: url, elapsed } = record
  return [
    { how: 'request', method: String(method), url: String(url), status: Number(status), ms: milliseconds(elapsed) },
  ]
}

/** A field that Octane reads without asking whether it is there: its absence ends Octane. */
function field(record: Readonly<Record<string, unknown>>, name: string): string {
  const value = record[name]
  if (typeof value !== 'string') throw new Error(`Octane would fail: no text ${name} in ${JSON.stringify(record)}`)
  return value
}

/** Octane takes an integer, or a text that ends in `ms` or `µs`. */
function milliseconds(elapsed: unknown): number {
  if (Number.isInteger(elapsed)) return elapsed as number
  throw new Error(`Octane would misread an elapsed of ${JSON.stringify(elapsed)}`)
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
