import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A source file and what the architecture test asks of it. */
export interface Source {
  /** From the repository's root, with `/`. */
  readonly path: string
  /** Files of ours that it imports, types and lazy imports included. */
  readonly files: readonly string[]
  /** Those of them that it imports when it is loaded: a lazy import may point back. */
  readonly eager: readonly string[]
  /** Modules and packages that it imports. */
  readonly modules: readonly string[]
  /** Exported names without a comment right above. */
  readonly undocumented: readonly string[]
}

/** Reads every TypeScript file under a folder. Paths are relative to the working directory, which must be the root. */
export function readSources(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => readSource(join(folder, name).replaceAll('\\', '/')))
}

function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const eager = eagerImports(text)
  const imported = [...eager, ...lazyImports(text)]
  const resolve = (names: readonly string[]) =>
    names.filter(isRelative).map((name) => normalize(join(dirname(path), name)).replaceAll('\\', '/'))
  return {
    path,
    files: resolve(imported),
    eager: resolve(eager),
    modules: imported.filter((name) => !isRelative(name)),
    undocumented: undocumentedExports(text),
  }
}

/** What a file imports or re-exports when it is loaded. The formatter keeps statements in the shape that these patterns know. */
export function eagerImports(text: string): readonly string[] {
  return matches(text, /^(?:(?:import|export)\b[^;'"`]*?\bfrom|import)\s+'([^']+)'/gm)
}

/** What a file imports when it needs it. */
export function lazyImports(text: string): readonly string[] {
  return matches(text, /\bimport\(\s*'([^']+)'\s*\)/g)
}

function matches(text: string, pattern: RegExp): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(pattern)].map((match) => match[1] ?? '')
}

/** Exported names whose line above is neither the end of a comment nor a line of one. */
export function undocumentedExports(text: string): readonly string[] {
  const lines = text.split('\n')
  const seen = new Set<string>()
  return lines.flatMap((line, index) => {
    const name = exportedName(line)
    if (name === undefined || seen.has(name)) return []
    seen.add(name)
    return isCompanionType(line) || isComment(lines[index - 1] ?? '') ? [] : [name]
  })
}

function exportedName(line: string): string | undefined {
  return /^export (?:declare |abstract |async )*(?:function\*?|class|const|let|interface|type) ([\w$]+)/.exec(line)?.[1]
}

/** A type that only names what a documented value is: `export type Config = z.infer<typeof config>`. */
function isCompanionType(line: string): boolean {
  return /^export type \w+ = (?:z\.infer<|\(?typeof |keyof typeof )/.test(line)
}

function isComment(line: string): boolean {
  return /^\s*\/\//.test(line) || line.endsWith('*/')
}

function isRelative(name: string): boolean {
  return name.startsWith('.')
}
