import { readFileSync } from 'node:fs'

/** One case of a text file: what goes in, and what must come out. */
export interface TextCase {
  /** The comment above it, else the first line of the input. */
  readonly name: string
  readonly input: string
  readonly expected: string
}

/**
 * Reads a file of cases: input, a line `---`, result; cases are parted by a line `===`. Lines at the top of a case that start with
 * `# ` are its comment. One newline at the end of input and result does not count.
 */
export function readCases(path: string): TextCase[] {
  return readFileSync(path, 'utf8')
    .split(/^===\n/m)
    .map((block) => {
      const comment = /^(?:# .*\n)*/.exec(block)?.[0] ?? ''
      const body = block.slice(comment.length)
      const line = body.search(/^---\n/m)
      if (line === -1) throw new Error(`${path}: a case has no line ---:\n${block}`)
      const input = withoutNewline(body.slice(0, line))
      const name = comment === '' ? (input.split('\n', 1)[0] as string) : comment.replaceAll(/^# |\n/gm, ' ').trim()
      return { name, input, expected: withoutNewline(body.slice(line + '---\n'.length)) }
    })
}

function withoutNewline(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text
}
