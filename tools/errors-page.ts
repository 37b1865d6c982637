// Writes docs/errors.md from the table in src/lib/errors.ts: code, text, and what to do (the comment above each entry).
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One entry of the error table, as its source says it. */
export interface ErrorEntry {
  readonly code: string
  readonly message: string
  /** The comment above the entry: what the reader of the message can do. Empty when there is none. */
  readonly advice: string
}

const entryPattern =
  /(?:\/\*\*(?<advice>(?:(?!\*\/)[\s\S])*)\*\/\s*)?\b(?<code>RR_[A-Z0-9_]+):\s*\([^)]*\)\s*=>\s*(?<quote>[`'"])(?<message>[\s\S]*?)\k<quote>,/g

/** The entries of the table, in the order of the source. */
export function errorEntries(source: string): readonly ErrorEntry[] {
  return [...source.matchAll(entryPattern)].map(({ groups = {} }) => ({
    code: groups.code ?? '',
    message: placeholders(groups.message ?? ''),
    advice: unwrapComment(groups.advice ?? ''),
  }))
}

/** The page, as Markdown. */
export function errorsPage(entries: readonly ErrorEntry[]): string {
  const sections = entries.map(({ code, message, advice }) => `## ${code}\n\n> ${message}\n\n${advice}\n`)
  return `# Errors

Everything Courser raises on purpose has a code. A code keeps its meaning; its text may improve. Texts that RoadRunner has, and
that PHP packages and scripts match, stay as they are there and have no code.

Made from \`src/lib/errors.ts\` by \`npm run docs:errors\`.

${sections.join('\n')}`
}

/** `${path}` and longer expressions become `<path>`: the reader wants the gap, not the code that fills it. */
function placeholders(template: string): string {
  return template.replaceAll(
    /\$\{([^}]*)\}/g,
    (_, expression: string) => `<${/[A-Za-z]\w*/.exec(expression)?.[0] ?? 'value'}>`,
  )
}

function unwrapComment(comment: string): string {
  return comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync('docs/errors.md', errorsPage(errorEntries(readFileSync('src/lib/errors.ts', 'utf8'))))
}
