/** Most of what a worker printed to standard error that is kept: its last words, which hold the reason. */
const keptCharacters = 4096
/** How long the end of standard error is waited for after the process; a child of its own may hold it open. */
const endMs = 200

/** What a process prints to standard error while it starts; for whoever must say why it did not. */
export class StartOutput {
  #text = ''
  readonly #ended = Promise.withResolvers<void>()

  add(text: string): void {
    this.#text = (this.#text + text).slice(-keptCharacters)
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended.resolve()
  }

  /** Everything kept; to be asked for when the process has exited. */
  async whole(): Promise<string> {
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, endMs)
    await Promise.race([this.#ended.promise, late.promise])
    clearTimeout(timer)
    return this.#text
  }
}

const outputs = new WeakMap<object, string>()

/** Notes what was printed by the process that the error is about. The error's text, which scripts know, stays as it is. */
export function noteOutput(error: unknown, output: string): void {
  if (output === '' || typeof error !== 'object' || error === null) return
  // The first to note it is the one that failed; others end with its error.
  if (!outputs.has(error)) outputs.set(error, output)
}

/** What the process printed that the error, or one that caused it, is about; empty when nothing is known. */
export function outputOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const output = outputs.get(at)
    if (output !== undefined) return output
  }
  return ''
}
