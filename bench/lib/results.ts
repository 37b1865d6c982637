import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './workplace.ts'

const path = join(root, 'bench/RESULTS.md')

/** Puts a section (`## name`, then the text) into bench/RESULTS.md, in the place of the one of that name. */
export function saveSection(name: string, text: string): void {
  const page = existsSync(path)
    ? readFileSync(path, 'utf8')
    : '# Results\n\nWritten by `npm run bench -- all --save`.\n'
  const sections = page.split(/^(?=## )/m)
  const section = `## ${name}\n\n${text.trimEnd()}\n`
  const index = sections.findIndex((other) => other.startsWith(`## ${name}\n`))
  if (index < 0) sections.push(section)
  else sections[index] = section
  writeFileSync(path, sections.map((part) => `${part.trimEnd()}\n`).join('\n'))
}

/** Ratios that the last saved run found, by name; empty when there is none. */
export function readBaseline(name: string): Readonly<Record<string, number>> {
  const file = baselinePath(name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {}
}

export function saveBaseline(name: string, values: Readonly<Record<string, number>>): void {
  mkdirSync(dirname(baselinePath(name)), { recursive: true })
  writeFileSync(baselinePath(name), `${JSON.stringify(values, undefined, 2)}\n`)
}

/** A Markdown table. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const aligns = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(aligns), ...rows.map(line)].join('\n')
}

/** Microseconds as milliseconds with two digits. */
export function milliseconds(micros: number): string {
  return (micros / 1000).toFixed(2)
}

function baselinePath(name: string): string {
  return join(root, 'bench/baselines', `${name}.json`)
}
