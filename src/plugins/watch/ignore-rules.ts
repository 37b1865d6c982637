import { matchesGlob } from 'node:path'

interface Rule {
  readonly glob: string
  readonly negated: boolean
  readonly foldersOnly: boolean
}

/**
 * What a .gitignore leaves out: patterns of which the last that matches decides, `!` takes back, a trailing `/` means folders, a `/` elsewhere
 * ties the pattern to the root. Follows: git-scm.com/docs/gitignore
 */
export class IgnoreRules {
  readonly #rules: readonly Rule[]

  constructor(lines: readonly string[]) {
    this.#rules = lines
      .map((line) => line.trimEnd())
      .filter(isPattern)
      .map(parseRule)
  }

  /** Whether a path below the root, written with `/`, is left out. What lies in a folder that is left out is not asked for. */
  ignores(path: string, isFolder: boolean): boolean {
    const rule = this.#rules.findLast(({ glob, foldersOnly }) => (isFolder || !foldersOnly) && matchesGlob(path, glob))
    return rule !== undefined && !rule.negated
  }
}

function isPattern(line: string): boolean {
  return line !== '' && !line.startsWith('#')
}

function parseRule(line: string): Rule {
  const negated = line.startsWith('!')
  const foldersOnly = line.endsWith('/')
  const text = line.slice(negated ? 1 : 0, foldersOnly ? -1 : undefined)
  const tied = text.includes('/')
  return { glob: tied ? text.replace(/^\//, '') : `**/${text}`, negated, foldersOnly }
}
